namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>A prompt as a list of descriptors, in which each slot stands once, so that it does not grow without end.</summary>
internal sealed class WorkingPrompt
{
    private readonly List<string> _descriptors;

    private WorkingPrompt(List<string> descriptors) => _descriptors = descriptors;

    /// <summary>Takes a text apart at commas, semicolons, line and sentence ends. Of two descriptors for one slot the later stays; repeated ones stand once.</summary>
    public static WorkingPrompt Parse(string text)
    {
        var prompt = new WorkingPrompt([]);
        foreach (string part in text.Split([',', ';', '\n', '\r']).SelectMany(part => part.Split(". ")))
        {
            string descriptor = string.Join(' ', part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(' ', '.', '-', '*', '"');
            if (descriptor.Length > 0)
                prompt = prompt.With(descriptor);
        }

        return prompt;
    }

    public bool Has(Phrase phrase) => _descriptors.Contains(phrase.Text, StringComparer.OrdinalIgnoreCase);

    public WorkingPrompt With(params ReadOnlySpan<Phrase> phrases)
    {
        WorkingPrompt result = this;
        foreach (Phrase phrase in phrases)
            result = result.With(phrase.Text);
        return result;
    }

    /// <summary>Leaves out the oldest descriptors behind the first, which names the subject, until at most so many words remain.</summary>
    public WorkingPrompt CutTo(int words)
    {
        var kept = new List<string>(_descriptors);
        while (kept.Count > 1 && kept.Sum(Words) > words)
            kept.RemoveAt(kept.Count > 2 ? 1 : kept.Count - 1);
        if (kept.Count == 1 && Words(kept[0]) > words)
            kept[0] = string.Join(' ', kept[0].Split(' ').Take(words));
        return new WorkingPrompt(kept);
    }

    public override string ToString() => string.Join(", ", _descriptors);

    private static int Words(string descriptor) => descriptor.Count(letter => letter == ' ') + 1;

    private WorkingPrompt With(string descriptor)
    {
        Slot? slot = Phrasebook.SlotOf(descriptor);
        return new WorkingPrompt(
        [
            .. _descriptors.Where(old => !old.Equals(descriptor, StringComparison.OrdinalIgnoreCase) && (slot is null || Phrasebook.SlotOf(old) != slot)),
            descriptor,
        ]);
    }
}
