"""The desk: what a tenant's team keeps beside the news, in the gateway's database.

Plain async functions ``name(engine, tenant_id, …)``; none of them returns or changes another tenant's row.
"""
