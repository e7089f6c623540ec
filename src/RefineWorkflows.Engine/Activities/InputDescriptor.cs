using System.Reflection;

namespace RefineWorkflows.Engine.Activities;

/// <summary>An input as the palette and the compiler see it.</summary>
/// <param name="Name">Pascal-case name; definitions write it in camel case.</param>
/// <param name="ValueType">The type its value is converted to.</param>
/// <param name="Text">What the attribute says about it.</param>
/// <param name="IsWrapped">True for an expression, false for plain JSON.</param>
/// <param name="Default">The value when nothing is drawn.</param>
/// <param name="Property">The property that holds it.</param>
public sealed record InputDescriptor(string Name, Type ValueType, InputAttribute Text, bool IsWrapped, object? Default, PropertyInfo Property)
{
    /// <summary>Choices of a drop-down; empty where there are none.</summary>
    public IReadOnlyList<string> Choices { get; init; } = Text.Options;

    /// <summary>The member that definitions write it under.</summary>
    public string Member { get; } = char.ToLowerInvariant(Name[0]) + Name[1..];
}
