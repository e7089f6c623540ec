using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>The shape that an answer has to have.</summary>
/// <param name="Name">A short name, letters and underscores.</param>
/// <param name="Json">A JSON Schema of an object: every property required, no others.</param>
public sealed record ChatSchema(string Name, JsonElement Json);
