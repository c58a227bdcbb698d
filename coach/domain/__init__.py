"""Value types in the field's words. Frozen, without behaviour beyond themselves, without side effects."""
