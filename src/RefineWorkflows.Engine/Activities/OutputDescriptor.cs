using System.Reflection;

namespace RefineWorkflows.Engine.Activities;

/// <summary>An output as the palette and the compiler see it.</summary>
/// <param name="Name">Pascal-case name; definitions write it in camel case.</param>
/// <param name="ValueType">The type of its values.</param>
/// <param name="Text">What the attribute says about it.</param>
/// <param name="Property">The property that holds it.</param>
public sealed record OutputDescriptor(string Name, Type ValueType, OutputAttribute Text, PropertyInfo Property)
{
    /// <summary>The member that definitions write it under.</summary>
    public string Member { get; } = char.ToLowerInvariant(Name[0]) + Name[1..];
}
