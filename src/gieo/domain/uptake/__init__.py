"""What becomes of a result where it was taken to: use by place, claimed with evidence, verified by somebody else."""
