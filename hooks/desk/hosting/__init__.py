"""What the programs outside need that stand before the desk and start it: nginx, systemd, logrotate."""
