namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>What a prompt may ask for, by the name of its input schema. Only the original picture may be left out.</summary>
internal static class PromptInputs
{
    public const string Pair = "PairJudgeInput";
    public const string SingleScore = "SingleScoreInput";
    public const string Rubric = "RubricInput";

    public const string Structure = "StructureInput";
    public const string Questions = "QuestionsInput";

    public const string Asked = "asked";
    public const string Instruction = "instruction";
    public const string InputImage = "input_image";
    public const string FirstImage = "edited_image_0";
    public const string SecondImage = "edited_image_1";
    public const string EditedImage = "edited_image";

    public static readonly IReadOnlyDictionary<string, PromptBlock[]> BySchema = new Dictionary<string, PromptBlock[]>(StringComparer.Ordinal)
    {
        [Pair] = [new(PromptBlock.Text, Instruction), new(PromptBlock.Image, InputImage), new(PromptBlock.Image, FirstImage), new(PromptBlock.Image, SecondImage)],
        [Structure] = [new(PromptBlock.Text, Instruction)],
        [Questions] = [new(PromptBlock.Text, Asked), new(PromptBlock.Image, EditedImage)],
        [Rubric] = [new(PromptBlock.Text, Instruction), new(PromptBlock.Image, EditedImage)],
        [SingleScore] = [new(PromptBlock.Text, Instruction), new(PromptBlock.Image, InputImage), new(PromptBlock.Image, EditedImage)],
    };
}
