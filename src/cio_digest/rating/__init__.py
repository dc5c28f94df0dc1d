"""The store and the configuration to scorecards of sources and voices, suggestions and moods."""
