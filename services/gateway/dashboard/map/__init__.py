"""Peta and Bandingkan: regions beside each other, on a map and in figures."""
