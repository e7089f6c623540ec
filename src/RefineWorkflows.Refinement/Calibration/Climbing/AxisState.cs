using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>A prompt by its axes.</summary>
/// <param name="Opening">Free text in front of the axes' words: the reference's description or somebody's prompt. An edit takes out the words that speak about its axis, so that they do not contradict it. Null for none.</param>
/// <param name="Words">The words of the axes that have any, each axis once.</param>
public sealed record AxisState(string? Opening, IReadOnlyList<AxisWords> Words)
{
    /// <summary>Begins with a text as it is; the axes get words one by one, as they turn out to differ.</summary>
    public static AxisState FromPrompt(string prompt) => new(prompt, []);

    /// <summary>Begins with the plain value of every axis that the reference specifies.</summary>
    public static AxisState FromReference(AxisSet axes, ReferenceDescription reference)
        => new(null,
        [
            .. axes.Enabled
                .Where(axis => !AxisText.IsUnspecified(reference.Of(axis.Id)))
                .Select(axis => new AxisWords(axis.Id, axis.Say(reference.Of(axis.Id)))),
        ]);

    /// <summary>The prompt: leading words, the opening, then the axes in their order, parted by commas.</summary>
    public string Render(AxisSet axes)
    {
        IEnumerable<AxisWords> ordered = axes.Enabled.Select(axis => Of(axis.Id)).OfType<AxisWords>().Where(words => !AxisText.IsUnspecified(words.Text));
        ILookup<bool, string> byPlace = ordered.ToLookup(words => words.Leading, words => words.Text);
        string?[] parts = [.. byPlace[true], Opening?.Trim().TrimEnd('.', ',', ';'), .. byPlace[false]];
        return string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    /// <summary>The words of an axis; null when it has none.</summary>
    public AxisWords? Of(string axis) => Words.FirstOrDefault(words => words.Axis == axis);

    /// <summary>With other words for the edited axes.</summary>
    public AxisState With(IReadOnlyList<AxisEdit> edits)
        => this with { Opening = edits.Aggregate(Opening, (text, edit) => OpeningWords.Without(text, edit.Words.Axis)), Words = [.. Words.Where(old => !edits.Any(edit => edit.Words.Axis == old.Axis)), .. edits.Select(edit => edit.Words)] };
}
