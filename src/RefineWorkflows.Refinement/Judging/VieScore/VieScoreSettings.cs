namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>How pictures are scored.</summary>
public sealed record VieScoreSettings
{
    /// <summary>Further attempts for a picture after a reply that cannot be read. Default 3.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The difference of two scores, from 0 to 10, up to which two pictures tie. Default 0.</summary>
    public double TieMargin { get; init; }

    /// <summary>The top of the scale that the model answers on; scores are always told from 0 to 10. Default 10; 25 for some families of prompts.</summary>
    public double ScoreRange { get; init; } = 10;

    /// <summary>How often each picture is scored; the median counts. Odd. Default 1.</summary>
    public int Samples { get; init; } = 1;
}
