"""The two statutory editions as data: one complete TOML file each."""
