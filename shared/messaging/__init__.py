"""The broker port and its two adapters; the only room that imports aio_pika."""
