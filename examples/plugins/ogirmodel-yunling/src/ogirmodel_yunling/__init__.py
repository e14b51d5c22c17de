"""The form of an invented province: ``yunling-2021.toml``, and no code."""
