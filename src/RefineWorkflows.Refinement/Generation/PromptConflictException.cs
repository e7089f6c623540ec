namespace RefineWorkflows.Refinement.Generation;

/// <summary>The negative prompt names the subject, which would make the subject itself vanish.</summary>
public sealed class PromptConflictException(string word, string negative) : RefinementException(
    $"The negative prompt '{negative}' contains '{word}', a word of the subject; the subject would vanish from the picture. Take '{word}' out of the negative prompt.")
{
    public string Word { get; } = word;
}
