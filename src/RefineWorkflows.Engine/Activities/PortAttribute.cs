namespace RefineWorkflows.Engine.Activities;

/// <summary>Marks a property of type <see cref="Definitions.ActivityNode"/> as a slot that holds another activity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute;
