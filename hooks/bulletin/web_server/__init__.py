"""What the programs outside need that serve the site and publish it by themselves: nginx, Caddy, systemd, CI."""
