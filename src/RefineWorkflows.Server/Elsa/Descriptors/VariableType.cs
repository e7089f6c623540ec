namespace RefineWorkflows.Server.Elsa.Descriptors;

/// <summary>A type that a variable may have.</summary>
/// <param name="TypeName">Its alias in definitions.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Category">The group it is offered in.</param>
/// <param name="Description">What it holds.</param>
internal sealed record VariableType(string TypeName, string DisplayName, string Category, string Description);
