using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Generation;

/// <summary>What reports say about how a prompt reached its generator.</summary>
public static partial class PromptWarnings
{
    /// <summary>Trailing descriptors were cut, because the encoder would not have read them.</summary>
    public const string Truncated = "prompt_truncated";

    /// <summary>The negative prompt was not sent: the generator takes none, and nothing was said that should be seen instead.</summary>
    public const string NegativeUnsupported = "negative_unsupported";

    /// <summary>
    /// Whether a warning of a generator's is of no concern: that CLIP reads 77 tokens at most says nothing of a model that has
    /// a longer encoder beside it, and means lost words everywhere else.
    /// </summary>
    /// <param name="warning">The warning, in the generator's words.</param>
    /// <param name="maxPromptTokens">The generator's limit.</param>
    public static bool IsBenign(string warning, int? maxPromptTokens) => maxPromptTokens > PromptLimit.Clip && ClipReadsOnly().IsMatch(warning);

    [GeneratedRegex(@"\bCLIP\b.*\b77\b.*\btokens\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ClipReadsOnly();
}
