namespace RefineWorkflows.Refinement.Judging;

/// <summary>The warnings that <see cref="EvaluatorReply"/> can leave on a verdict, as they stand in traces and reports.</summary>
public static class VerdictWarning
{
    /// <summary>The score was told on another scale (8/100, 80 %); it is missing rather than guessed.</summary>
    public const string DenominatorNotTen = "denominator_not_10";

    /// <summary>The score was below 1 or above 10.</summary>
    public const string ScoreOutOfRange = "score_out_of_range";

    /// <summary>Several different scores; the first one counts.</summary>
    public const string MultipleScores = "multiple_scores";

    /// <summary>Both DONE and CONTINUE; DONE counts.</summary>
    public const string BothActions = "both_actions";

    /// <summary>CONTINUE without a description of the next picture.</summary>
    public const string EmptyContinue = "empty_continue";
}
