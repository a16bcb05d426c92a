"""What people type; the rules behind are in registration and services."""
