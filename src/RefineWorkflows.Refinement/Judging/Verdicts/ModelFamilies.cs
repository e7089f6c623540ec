namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>Which models are of one house: a judge may like what its own kind has made.</summary>
public static class ModelFamilies
{
    private static readonly (string Family, string[] Marks)[] Known =
    [
        ("openai", ["gpt", "dall-e", "dalle", "openai", "chatgpt", "sora"]),
        ("google", ["gemini", "gemma", "imagen", "veo", "nano-banana", "paligemma"]),
        ("alibaba", ["qwen", "wan2", "wan-", "wanx", "z-image", "qwq"]),
        ("meta", ["llama", "emu", "chameleon"]),
        ("xai", ["grok", "aurora"]),
        ("mistral", ["mistral", "pixtral"]),
        ("tencent", ["hunyuan"]),
        ("bytedance", ["seedream", "seedance", "doubao", "bagel"]),
        ("deepseek", ["deepseek", "janus"]),
        ("stability", ["stable-diffusion", "sdxl", "sd3", "stablelm"]),
        ("blackforest", ["flux"]),
    ];

    /// <summary>The family of a model or back end by its name; null when its name does not tell.</summary>
    public static string? Of(string? name)
        => name is null ? null : Known.FirstOrDefault(family => Array.Exists(family.Marks, mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase))).Family;
}
