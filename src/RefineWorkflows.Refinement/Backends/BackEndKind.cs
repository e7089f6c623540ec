namespace RefineWorkflows.Refinement.Backends;

/// <summary>What language a back end speaks.</summary>
public enum BackEndKind
{
    /// <summary>ComfyUI, by workflows in API format.</summary>
    ComfyUi,

    /// <summary>Stable Diffusion WebUI's API, which Forge and SD.Next have, too.</summary>
    WebUi,

    /// <summary>OpenAI's images API.</summary>
    OpenAiImages,

    /// <summary>OpenAI's chat completions with pictures: also vLLM, llama-server, LM Studio, Ollama's /v1.</summary>
    OpenAiChat,

    /// <summary>Gemini models that answer with pictures.</summary>
    GeminiImages,

    /// <summary>Gemini models that look at pictures.</summary>
    GeminiChat,

    /// <summary>Ollama's own API.</summary>
    Ollama,

    /// <summary>llama.cpp's server, started and ended by this program.</summary>
    LlamaServer,
}
