namespace RefineWorkflows.Refinement.Backends.Gemini;

/// <summary>How an answer of a certain shape is asked for, from the surest to the one that every model takes.</summary>
internal enum GeminiAnswerForm
{
    /// <summary>As JSON Schema, which newer models take.</summary>
    JsonSchema,

    /// <summary>As the part of OpenAPI's schemas that older models know.</summary>
    OpenApiSchema,

    /// <summary>In words only.</summary>
    Words,
}
