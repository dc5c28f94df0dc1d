"""What sources and voices brought, counted, to figures with the n behind them, and to verdicts."""
