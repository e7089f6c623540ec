namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>How a size is asked for, from the best to the one that every server takes.</summary>
internal enum OpenAiSizeForm
{
    /// <summary>As it is wanted.</summary>
    Exact,

    /// <summary>The nearest in shape of those that OpenAI's models make.</summary>
    Standard,

    /// <summary>Not at all.</summary>
    LeftToTheServer,
}
