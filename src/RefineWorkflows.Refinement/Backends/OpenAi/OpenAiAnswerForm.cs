namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>How a server is asked for an answer of a certain shape, from the surest to the one that every server takes.</summary>
internal enum OpenAiAnswerForm
{
    /// <summary>The schema goes in <c>response_format</c> and binds the answer.</summary>
    JsonSchema,

    /// <summary><c>response_format</c> asks for any JSON object; the schema is told in words.</summary>
    JsonObject,

    /// <summary>The schema is told in words only.</summary>
    Words,
}
