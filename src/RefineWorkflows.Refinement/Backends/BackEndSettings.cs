using System.Text.Json;
using RefineWorkflows.Refinement.Backends.Llama;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>One back end as it was configured.</summary>
public sealed record BackEndSettings
{
    /// <summary>What settings, runs and reports call it.</summary>
    public required string Name { get; init; }

    public required BackEndKind Kind { get; init; }

    /// <summary>Where it is, with the path that its routes begin at, for example <c>http://127.0.0.1:8188</c> or <c>https://api.openai.com/v1</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The model to ask for; null where the server has one of its own.</summary>
    public string? Model { get; init; }

    /// <summary>A key or <c>user:password</c>; never shown, logged or stored.</summary>
    public string? Secret { get; init; }

    /// <summary>How long one request may take from beginning to end.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest reply that is read, in bytes.</summary>
    public long LargestReply { get; init; } = 256L << 20;

    /// <summary>Longest prompt its text encoder reads, in tokens; 0 where there is no limit worth condensing for; null leaves it to what its model tells.</summary>
    public int? MaxPromptTokens { get; init; }

    /// <summary>Whether it takes a negative prompt; null leaves it to what is usual for the kind.</summary>
    public bool? NegativePrompt { get; init; }

    /// <summary>Sampling steps, for kinds that have them; null leaves it to the server or the workflow.</summary>
    public int? Steps { get; init; }

    /// <summary>ComfyUI: file of the workflow for text to image, in API format; null takes the one that ships.</summary>
    public string? Workflow { get; init; }

    /// <summary>ComfyUI: file of the workflow for image to image; null takes the one that ships.</summary>
    public string? ReferenceWorkflow { get; init; }

    /// <summary>ComfyUI: whether it makes moving pictures, so that several pictures of one node are the frames of a clip; null leaves it to the workflow.</summary>
    public bool? Video { get; init; }

    /// <summary>Chat models: whether it is asked only about what a small model can see, when a picture is compared with a reference by axes.</summary>
    public bool CoarseAxesOnly { get; init; }

    /// <summary>An object that is merged into every chat request, for what its server understands beside what is sent; null for nothing.</summary>
    public JsonElement? ExtraBody { get; init; }

    /// <summary>What it costs.</summary>
    public PriceList Prices { get; init; } = new();

    /// <summary>What may be spent on it each day.</summary>
    public SpendingCaps DayCaps { get; init; } = SpendingCaps.None;

    /// <summary>What it needs of the graphics memory while it works, in GiB; null where nobody has said.</summary>
    public double? Vram { get; init; }

    /// <summary>llama-server: how it is started; null of the other kinds.</summary>
    public LlamaSettings? Llama { get; init; }

    /// <summary>The device group that it works in, <c>none</c> for no shared device; null goes by its address.</summary>
    public string? Group { get; init; }

    /// <summary>The limit of its text encoder: as configured, else by the names of its models.</summary>
    internal int? PromptTokens(IEnumerable<string?> models, int? otherwise) => MaxPromptTokens switch
    {
        null => PromptLimit.OfModel(models, otherwise),
        0 => null,
        _ => MaxPromptTokens,
    };
}
