namespace RefineWorkflows.Refinement.Judging;

/// <summary>What <see cref="EvaluatorReply.Parse"/> noticed in a reply that does not keep to the grammar.</summary>
public static class VerdictWarnings
{
    /// <summary>The score is outside 1 to 10 and was dropped.</summary>
    public const string ScoreOutOfRange = "score_out_of_range";

    /// <summary>The score is given out of something other than 10 and was dropped.</summary>
    public const string DenominatorNotTen = "denominator_not_10";

    /// <summary>Several different scores were given; the first counts.</summary>
    public const string MultipleScores = "multiple_scores";

    /// <summary>Both DONE and CONTINUE were given; DONE counts.</summary>
    public const string BothActions = "both_actions";

    /// <summary>CONTINUE came without a description, so it is no action.</summary>
    public const string EmptyContinue = "empty_continue";

    /// <summary>The generator would not paint the prompt, so there was nothing to judge.</summary>
    public const string Blocked = "blocked";
}
