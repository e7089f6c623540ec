namespace RefineWorkflows.Refinement.Backends;

/// <summary>How kinds of back ends are written in settings, and what is usual for each.</summary>
public static class BackEndKinds
{
    private static readonly (BackEndKind Kind, string Name, string Address, bool NeedsModel)[] All =
    [
        (BackEndKind.ComfyUi, "comfyui", "http://127.0.0.1:8188", false),
        (BackEndKind.WebUi, "webui", "http://127.0.0.1:7860", false),
        (BackEndKind.OpenAiImages, "openai-images", "https://api.openai.com/v1", true),
        (BackEndKind.OpenAiChat, "openai-chat", "https://api.openai.com/v1", true),
        (BackEndKind.GeminiImages, "gemini-images", "https://generativelanguage.googleapis.com/v1beta", true),
        (BackEndKind.GeminiChat, "gemini-chat", "https://generativelanguage.googleapis.com/v1beta", true),
        (BackEndKind.Ollama, "ollama", "http://127.0.0.1:11434", true),
        (BackEndKind.LlamaServer, "llama-server", "http://127.0.0.1", false),
    ];

    /// <summary>All names, as settings write them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Name)];

    /// <summary>The kind of a name, whatever its case; null for none of them.</summary>
    public static BackEndKind? TryParse(string? name)
        => All.Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(one => (BackEndKind?)one.Kind).FirstOrDefault();

    public static string NameOf(BackEndKind kind) => Of(kind).Name;

    /// <summary>Where a server of this kind listens when nobody has said otherwise.</summary>
    public static string UsualAddress(BackEndKind kind) => Of(kind).Address;

    /// <summary>Whether a model has to be named; the others have one loaded.</summary>
    public static bool NeedsModel(BackEndKind kind) => Of(kind).NeedsModel;

    /// <summary>Whether it paints; the others look and talk.</summary>
    public static bool Paints(BackEndKind kind) => kind is BackEndKind.ComfyUi or BackEndKind.WebUi or BackEndKind.OpenAiImages or BackEndKind.GeminiImages;

    private static (BackEndKind Kind, string Name, string Address, bool NeedsModel) Of(BackEndKind kind) => All.First(one => one.Kind == kind);
}
