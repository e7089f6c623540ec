namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>A part of a prompt: words, or the place of a picture.</summary>
/// <param name="Type"><c>text</c> or <c>image</c>.</param>
/// <param name="Content">The words, with places like <c>{{instruction}}</c>; or the name of the picture's input.</param>
internal sealed record PromptBlock(string Type, string Content)
{
    public const string Text = "text";
    public const string Image = "image";
}
