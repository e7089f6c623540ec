using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>
/// A question to vision models that is kept as a file: its words, the places of its inputs and the shape of its answer.
/// Whoever changes it gives it a new version; one whose content does not fit its hash is refused.
/// </summary>
public sealed partial class PromptAsset
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly PromptFile _file;
    private readonly string _system;

    private PromptAsset(PromptFile file)
    {
        _file = file;
        Answer = new ChatSchema(file.Metadata.OutputSchemaName, JsonSerializer.SerializeToElement(file.OutputSchema));
        // In words, not in the request: where a schema is in the request, the answer is asked for a second time behind
        // this judge's back, and its attempts would multiply.
        _system = $"{Opening}\n\n{SchemaQuestion.InWords(Answer)}";
    }

    /// <summary>What verdicts record of it.</summary>
    public PromptStamp Stamp => new(_file.PromptId, _file.Version, _file.Sha256);

    /// <summary>As commands and definitions name it: <c>id@version</c>.</summary>
    public string Name => $"{_file.PromptId}@{_file.Version}";

    /// <summary>Whether it asks about two pictures.</summary>
    public bool TakesPairs => _file.Metadata.InputSchemaName == PromptInputs.Pair;

    /// <summary>Whether it asks for the score of one picture.</summary>
    public bool TakesOne => _file.Metadata.InputSchemaName == PromptInputs.SingleScore;

    /// <summary>The shape of the answer.</summary>
    public ChatSchema Answer { get; }

    /// <summary>What the model is told to be and how it answers.</summary>
    public string Instructions => _system;

    /// <summary>What the model is told first, by which it knows the task.</summary>
    public string Opening => string.Join('\n', _file.SystemPrompt);

    /// <summary>Whether it shows the picture that the others were made from.</summary>
    public bool ShowsOriginal => _file.Blocks.Any(block => block is { Type: PromptBlock.Image, Content: PromptInputs.InputImage });

    /// <summary>Reads an asset.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="json">The file's text.</param>
    /// <exception cref="PromptAssetException">It is not whole, or its content does not fit its hash.</exception>
    public static PromptAsset Parse(string name, string json)
    {
        PromptFile file;
        string hash;
        try
        {
            file = JsonSerializer.Deserialize<PromptFile>(json, Strict) ?? throw new PromptAssetException($"The prompt asset {name} is null. Write an object.");
            hash = HashOf(json);
        }
        catch (JsonException problem)
        {
            throw new PromptAssetException($"The prompt asset {name} cannot be read: {problem.Message}", problem);
        }

        if (Problem(file) is { } wrong)
            throw new PromptAssetException($"The prompt asset {name} {wrong}");
        return file.Sha256 == hash
            ? new PromptAsset(file)
            : throw new PromptAssetException($"The content of the prompt asset {name} has the sha256 {hash}, but it says {file.Sha256}: it was changed without a new version. Give it a new version and that hash, or take the change back.");
    }

    /// <summary>The question with its places filled, in one pass: what is filled in is never itself looked at for places.</summary>
    /// <param name="texts">By input name.</param>
    /// <param name="pictures">By input name; PNG or JPEG.</param>
    /// <param name="reminder">Put behind the words: what was wrong with the last answer. Null on the first try.</param>
    /// <exception cref="PromptAssetException">A place has nothing to be filled with.</exception>
    public ChatRequest Fill(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> pictures, string? reminder = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(pictures);
        List<ChatPart> parts = [.. _file.Blocks.Select(block => block.Type == PromptBlock.Image
            ? ChatPart.Shown(Given(pictures, block.Content))
            : ChatPart.Words(Place().Replace(block.Content, place => Given(texts, place.Groups["name"].Value))))];
        if (reminder is not null)
            parts.Add(ChatPart.Words(reminder));
        return new ChatRequest([ChatTurn.User(parts)]) { System = _system, Temperature = 0 };
    }

    /// <summary>This asset, for a caller that has the inputs of one schema.</summary>
    /// <exception cref="PromptAssetException">It takes others.</exception>
    internal PromptAsset For(string schema)
        => _file.Metadata.InputSchemaName == schema
            ? this
            : throw new PromptAssetException($"The prompt asset {_file.PromptId} {_file.Version} takes {_file.Metadata.InputSchemaName}, and {schema} is given. Take another prompt.");

    private static string HashOf(string json)
    {
        JsonObject content = JsonNode.Parse(json)!.AsObject();
        content.Remove("sha256");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToJsonString())));
    }

    private static string? Problem(PromptFile file)
    {
        if (file.PromptId.Length == 0 || file.Version.Length == 0)
            return "has no prompt_id or no version. Give it both.";
        if (!PromptInputs.BySchema.TryGetValue(file.Metadata.InputSchemaName, out PromptBlock[]? inputs))
            return $"names the input schema '{file.Metadata.InputSchemaName}'. Known are: {string.Join(", ", PromptInputs.BySchema.Keys)}.";
        if (file.OutputSchema.ValueKind != JsonValueKind.Object || !file.OutputSchema.TryGetProperty("properties", out _))
            return "has no output_schema with properties. Write a JSON Schema of an object.";
        if (file.Blocks.Contains(null!))
            return "has a block that is null. Write an object.";
        if (file.Blocks.FirstOrDefault(block => block.Type is not (PromptBlock.Text or PromptBlock.Image)) is { } odd)
            return $"has a block of the type '{odd.Type}'. Known are text and image.";
        PromptBlock[] places = [.. file.Blocks.SelectMany(Places)];
        if (places.Except(inputs).FirstOrDefault() is { } unknown)
            return $"asks for {unknown.Type} '{unknown.Content}', which {file.Metadata.InputSchemaName} does not have. It has: {string.Join(", ", inputs.Select(input => input.Content))}.";
        return inputs.Except(places).FirstOrDefault(input => input.Content != PromptInputs.InputImage) is { } unused
            ? $"does not show '{unused.Content}'. Give it a place."
            : null;
    }

    private static IEnumerable<PromptBlock> Places(PromptBlock block)
        => block.Type == PromptBlock.Image ? [block] : Place().Matches(block.Content).Select(place => new PromptBlock(PromptBlock.Text, place.Groups["name"].Value));

    private T Given<T>(IReadOnlyDictionary<string, T> inputs, string name)
        => inputs.TryGetValue(name, out T? value)
            ? value
            : throw new PromptAssetException($"The prompt asset {_file.PromptId} {_file.Version} needs '{name}', and it was not given. Give it, or take another prompt.");

    [GeneratedRegex(@"\{\{(?<name>[a-z0-9_]+)\}\}")]
    private static partial Regex Place();
}
