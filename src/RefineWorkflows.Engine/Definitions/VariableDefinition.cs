using System.Text.Json;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>A variable as drawn.</summary>
/// <param name="Id">What bindings refer to it by.</param>
/// <param name="Name">What scripts refer to it by.</param>
/// <param name="TypeName">The alias of its type, for example <c>Int32</c>; values are converted to it.</param>
/// <param name="IsArray">Whether it holds many of that type.</param>
/// <param name="Default">Its first value; JSON null when none was drawn.</param>
public sealed record VariableDefinition(string Id, string Name, string TypeName, bool IsArray, JsonElement Default);
