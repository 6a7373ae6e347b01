"""Law as dated data: code systems and limits."""
