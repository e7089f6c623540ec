namespace RefineWorkflows.Refinement.Generation;

/// <summary>How many tokens of a prompt the families of image models read, as their published pipelines set their tokenizers.</summary>
public static class PromptLimit
{
    /// <summary>What CLIP reads, and with it every model whose only text encoder it is.</summary>
    public const int Clip = 77;

    /// <summary>Parts of model and encoder names without case and punctuation, the telling ones first.</summary>
    private static readonly (string Part, int? Tokens)[] Families =
    [
        ("schnell", 256), ("flux", 512), ("chroma", 512), ("sd3", 256), ("stablediffusion3", 256), ("pixart", 300), ("wan2", 512), ("wan", 512), ("mochi", 256), ("cogvideo", 226),
        // Their encoders are language models, which read more than anybody writes.
        ("qwen", null), ("lumina", null), ("hunyuan", null), ("hidream", null), ("ltx", null), ("cosmos", null), ("gptimage", null), ("dalle", null), ("gemini", null),
        ("sdxl", Clip), ("xl", Clip), ("sd15", Clip), ("v15", Clip), ("sd14", Clip), ("sd2", Clip), ("v21", Clip), ("pony", Clip), ("illustrious", Clip), ("noobai", Clip), ("turbo", Clip),
    ];

    /// <summary>The limit by the first name that tells its family.</summary>
    /// <param name="names">Names of model and text encoder files, or what a workflow says of their type.</param>
    /// <param name="otherwise">The limit when no name tells anything.</param>
    /// <returns>Tokens; null when there is no limit worth condensing for.</returns>
    public static int? OfModel(IEnumerable<string?> names, int? otherwise)
    {
        foreach (string name in names.OfType<string>())
        {
            string plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
            foreach ((string part, int? tokens) in Families)
            {
                if (plain.Contains(part, StringComparison.Ordinal))
                    return tokens;
            }
        }

        return otherwise;
    }
}
