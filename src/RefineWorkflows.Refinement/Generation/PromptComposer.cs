namespace RefineWorkflows.Refinement.Generation;

/// <summary>Makes of a working prompt the exact text that is sent: anchor first, within the encoder's budget.</summary>
public sealed class PromptComposer
{
    private static readonly string[] Fillers =
        ["a", "an", "the", "one", "two", "three", "single", "exactly", "of", "with", "and", "in", "on", "at", "to", "by", "for"];

    private readonly PromptConstraints constraints;

    /// <exception cref="PromptConflictException">The negative prompt names the subject.</exception>
    public PromptComposer(PromptConstraints constraints, GeneratorCapabilities generator)
    {
        this.constraints = constraints;
        Budget = new PromptBudget(generator.MaxPromptTokens);
        if (Conflict() is { } word)
            throw new PromptConflictException(word, constraints.Negative!);
        Mechanism = Choose(generator);
    }

    public PromptBudget Budget { get; }

    /// <summary>How exclusions reach the generator; told in the summary's header.</summary>
    public NegativeMechanism Mechanism { get; }

    /// <summary>What to hand to the condensing call for an idea. The subject is left to the anchor.</summary>
    public string DescriptionToCondense(string idea)
        => Mechanism == NegativeMechanism.FoldedIntoCondensing ? $"{idea.Trim()}, {constraints.Affirmative}" : idea.Trim();

    /// <summary>The exact text for a working prompt. What does not fit is cut from the end, the anchor never.</summary>
    public ComposedPrompt Compose(string workingPrompt)
    {
        string anchor = Anchor(workingPrompt);
        string working = workingPrompt.Trim();
        bool truncated = false;
        while (!Budget.Fits(Join(anchor, working)) && Shorten(working, anchor.Length == 0) is { } shorter)
        {
            working = shorter;
            truncated = true;
        }

        string text = Join(anchor, working);
        if (Mechanism == NegativeMechanism.AppendedSentence)
            text = $"{text.TrimEnd('.')}. {constraints.Affirmative}";
        return new ComposedPrompt(text, Mechanism == NegativeMechanism.NegativePrompt ? constraints.Negative : null, truncated);
    }

    private string Anchor(string workingPrompt)
        => constraints.Subject is not { } subject || StartsWith(workingPrompt.Trim(), subject.Trim())
            ? ""
            : string.IsNullOrWhiteSpace(constraints.Framing) ? subject.Trim() : $"{subject.Trim()}, {constraints.Framing.Trim()}";

    private static bool StartsWith(string prompt, string subject)
        => prompt.StartsWith(subject, StringComparison.OrdinalIgnoreCase)
            && (prompt.Length == subject.Length || !char.IsLetterOrDigit(prompt[subject.Length]));

    private static string Join(string anchor, string working)
        => anchor.Length == 0 ? working : working.Length == 0 ? anchor : $"{anchor}, {working}";

    /// <summary>One descriptor less; a single descriptor loses its last word. A first one that is its own anchor stays whole.</summary>
    private static string? Shorten(string working, bool ownAnchor)
    {
        int comma = working.LastIndexOf(',');
        if (comma > 0)
            return working[..comma].TrimEnd();
        int space = working.LastIndexOf(' ');
        return ownAnchor || working.Length == 0 ? null : space > 0 ? working[..space].TrimEnd() : "";
    }

    private NegativeMechanism Choose(GeneratorCapabilities generator)
    {
        if (generator.SupportsNegativePrompt && !string.IsNullOrWhiteSpace(constraints.Negative))
            return NegativeMechanism.NegativePrompt;
        if (generator.SupportsNegativePrompt || string.IsNullOrWhiteSpace(constraints.Affirmative))
            return NegativeMechanism.None;
        return Budget.MaxTokens is null ? NegativeMechanism.AppendedSentence : NegativeMechanism.FoldedIntoCondensing;
    }

    private string? Conflict()
    {
        string[] negative = ContentWords(constraints.Negative);
        return ContentWords(constraints.Subject).FirstOrDefault(word => negative.Any(other => other == word || other == word + "s" || other == word + "es"));
    }

    private static string[] ContentWords(string? text)
        => [.. (text ?? "").ToLowerInvariant()
            .Split([.. (text ?? "").ToLowerInvariant().Where(unit => !char.IsLetterOrDigit(unit)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Fillers.Contains(word))];
}
