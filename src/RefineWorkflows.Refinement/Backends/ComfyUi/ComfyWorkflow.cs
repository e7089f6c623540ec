using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>
/// A ComfyUI workflow in API format with named slots. A slot is found by a node's <c>_meta.title</c> that consists of slot
/// names ("seed, steps"), or by the mapping <c>"_refine": {"slots": {"prompt": "6.text", "seed": ["3.seed", "8.noise_seed"]}}</c> at
/// the top of the file, which wins and is not sent.
/// </summary>
internal sealed class ComfyWorkflow
{
    private const string MappingKey = "_refine";
    private const string ResultTitle = "result";
    private static readonly char[] BetweenWords = [' ', ',', '+', '/', ';'];

    private readonly string source;
    private readonly JsonObject nodes;
    private readonly Dictionary<string, List<(string Node, string Input)>> slots = new(StringComparer.Ordinal);

    private ComfyWorkflow(string source, JsonObject nodes)
    {
        this.source = source;
        this.nodes = nodes;
    }

    /// <summary>The node whose pictures are the result; null when none has the title <c>result</c>.</summary>
    public string? ResultNode { get; private set; }

    /// <summary>Whether it makes moving pictures: it is told how many frames, or saves a clip.</summary>
    public bool MakesVideo => Has(ComfySlot.Frames) || Savers.Any(ComfySaver.SavesClip);

    /// <summary>Whether it saves what only ffmpeg can look into.</summary>
    public bool SavesVideo => Savers.Any(ComfySaver.SavesVideo);

    /// <summary>The node whose pictures come over the socket and are kept nowhere; null when the result is files.</summary>
    public string? Sender => nodes.Where(pair => ResultNode is null || pair.Key == ResultNode).FirstOrDefault(pair => ComfySaver.SendsPictures(pair.Value)).Key;

    /// <summary>How many nodes it has.</summary>
    public int Size => nodes.Count;

    /// <summary>Its own rate, where it stands in it.</summary>
    public double? FramesPerSecond => slots.GetValueOrDefault(ComfySlot.Rate.Name) is [(string node, string input), ..] && nodes[node]!["inputs"]![input] is JsonValue value && value.TryGetValue(out double rate) ? rate : null;

    private IEnumerable<JsonNode?> Savers => ResultNode is { } result ? [nodes[result]] : nodes.Select(pair => pair.Value);

    /// <exception cref="ComfyWorkflowException">It cannot be read, is in the wrong format, or has no place for prompt or seed.</exception>
    public static ComfyWorkflow Read(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file), $"'{file}'");
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new ComfyWorkflowException($"'{file}'", $"it cannot be read: {missing.Message}", missing);
        }
    }

    /// <exception cref="ComfyWorkflowException">As for <see cref="Read"/>.</exception>
    public static ComfyWorkflow Parse(string json, string source)
    {
        JsonObject? nodes;
        try
        {
            nodes = JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException wrong)
        {
            throw new ComfyWorkflowException(source, $"it is no JSON: {wrong.Message}", wrong);
        }

        if (nodes is null)
            throw new ComfyWorkflowException(source, "it is no JSON object of nodes. Export it in API format.");
        if (nodes["nodes"] is JsonArray || nodes.ContainsKey("links"))
            throw new ComfyWorkflowException(source, "it is in the format of ComfyUI's drawing, which ComfyUI itself does not run over its API. Export it in API format (menu Workflow → Export (API)).");
        JsonNode? mapping = nodes[MappingKey];
        nodes.Remove(MappingKey);
        var workflow = new ComfyWorkflow(source, nodes);
        workflow.CheckNodes();
        workflow.FindTitles();
        if (mapping is not null)
            workflow.FindMapping(mapping);
        foreach (ComfySlot needed in (ComfySlot[])[ComfySlot.Prompt, ComfySlot.Seed])
        {
            if (!workflow.Has(needed))
                throw new ComfyWorkflowException(source, $"it has no place for the {needed.Name}. Give the node that takes it the title '{needed.Name}', or add \"{MappingKey}\": {{\"slots\": {{\"{needed.Name}\": \"<node id>.<input>\"}}}}.");
        }

        return workflow;
    }

    /// <summary>The classes of its nodes, each once.</summary>
    public IReadOnlyList<string> Classes => [.. nodes.Select(pair => (string)pair.Value!["class_type"]!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Class, input and own value of every place that a model's name stands in.</summary>
    public IReadOnlyList<(string Class, string Input, string Value)> Models
        => [.. (slots.GetValueOrDefault(ComfySlot.Model.Name) ?? []).Select(place => ((string)nodes[place.Node]!["class_type"]!, place.Input, ComfyOutcome.Text(nodes[place.Node]!["inputs"]![place.Input])))];

    /// <summary>What its loaders load: names of files, and the types that text encoders are loaded as.</summary>
    public IReadOnlyList<string> LoadedModels
        => [.. nodes.Where(pair => ClassOf(pair.Value).Contains("Loader", StringComparison.Ordinal)).SelectMany(pair => ((JsonObject)pair.Value!["inputs"]!)
            .Where(input => input.Key is "type" || input.Key.Contains("ckpt", StringComparison.Ordinal) || input.Key.Contains("unet", StringComparison.Ordinal) || input.Key.Contains("clip", StringComparison.Ordinal))
            .Select(input => ComfyOutcome.Text(input.Value)))];

    /// <summary>Whether model and text encoder come from one checkpoint file, as with the models that have nothing but CLIP.</summary>
    public bool LoadsCheckpoint => nodes.Any(pair => ClassOf(pair.Value).StartsWith("CheckpointLoader", StringComparison.Ordinal));

    public bool Has(ComfySlot slot) => slots.ContainsKey(slot.Name);

    /// <summary>The workflow with its slots filled, as <c>POST /prompt</c> takes it.</summary>
    /// <param name="request">What to paint.</param>
    /// <param name="image">The name under which the server knows the uploaded reference; null without one.</param>
    /// <param name="settings">Model and steps; where they are not set the workflow's own stay.</param>
    /// <param name="id">Makes the names of the files its own, so that a prompt seen before is not answered with nothing from the cache.</param>
    public JsonObject Fill(GenerationRequest request, string? image, BackEndSettings settings, string id)
    {
        var filled = (JsonObject)nodes.DeepClone();
        Set(filled, ComfySlot.Prompt, request.Prompt);
        Set(filled, ComfySlot.Negative, request.NegativePrompt ?? "");
        Set(filled, ComfySlot.Seed, request.Seed);
        Set(filled, ComfySlot.Width, request.Width);
        Set(filled, ComfySlot.Height, request.Height);
        if (settings.Steps is { } steps)
            Set(filled, ComfySlot.Steps, steps);
        if (settings.Model is { Length: > 0 } model)
            Set(filled, ComfySlot.Model, model);
        if (image is not null)
            Set(filled, ComfySlot.Image, image);
        if (request.Strength is { } strength)
            Set(filled, ComfySlot.Strength, strength);
        if (request.Clip is { } clip)
        {
            Set(filled, ComfySlot.Frames, clip.Frames);
            Set(filled, ComfySlot.Rate, clip.FramesPerSecond);
        }

        foreach ((_, JsonNode? node) in filled)
        {
            var inputs = (JsonObject)node!["inputs"]!;
            if (inputs["filename_prefix"] is JsonValue prefix && prefix.TryGetValue(out string? text))
                inputs["filename_prefix"] = $"{text}-{id}";
        }

        return filled;
    }

    private static string ClassOf(JsonNode? node) => (string)node!["class_type"]!;

    private void Set<T>(JsonObject filled, ComfySlot slot, T value)
    {
        foreach ((string node, string input) in slots.GetValueOrDefault(slot.Name) ?? [])
            filled[node]!["inputs"]![input] = JsonValue.Create(value);
    }

    private void CheckNodes()
    {
        if (nodes.Count == 0)
            throw new ComfyWorkflowException(source, "it has no nodes.");
        foreach ((string id, JsonNode? node) in nodes)
        {
            if (node is not JsonObject { } members || members["class_type"] is not JsonValue || members["inputs"] is not JsonObject)
                throw new ComfyWorkflowException(source, $"'{id}' is no node with 'class_type' and 'inputs'. Export it in API format.");
        }
    }

    private void FindTitles()
    {
        foreach ((string id, JsonNode? node) in nodes)
        {
            if ((node!["_meta"] as JsonObject)?["title"] is not JsonValue value || !value.TryGetValue(out string? title))
                continue;
            string[] words = title.ToLowerInvariant().Split(BetweenWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            // The node that saves a clip is often also told its rate.
            if (words is [ResultTitle, ..] && words.Skip(1).All(word => word == ComfySlot.Rate.Name))
            {
                ResultNode = id;
                words = words[1..];
            }

            // A title with any other word in it is somebody's description, not a slot.
            if (words.Length == 0 || words.Any(word => ComfySlot.Named(word).Count == 0))
                continue;
            foreach (ComfySlot slot in words.SelectMany(ComfySlot.Named))
                AddTitled(slot, id, title);
        }
    }

    private void AddTitled(ComfySlot slot, string id, string title)
    {
        var inputs = (JsonObject)nodes[id]!["inputs"]!;
        string[] found = slot.Inputs.Select(choice => choice.Split('+')).FirstOrDefault(choice => choice.All(inputs.ContainsKey))
            ?? throw new ComfyWorkflowException(source, $"node {id} has the title '{title}', but none of the inputs {string.Join(", ", slot.Inputs)} that '{slot.Name}' could be. Name the input: \"{MappingKey}\": {{\"slots\": {{\"{slot.Name}\": \"{id}.<input>\"}}}}.");
        foreach (string input in found)
            Add(slot, id, input);
    }

    private void FindMapping(JsonNode mapping)
    {
        if ((mapping as JsonObject)?["slots"] is not JsonObject named)
            throw new ComfyWorkflowException(source, $"'{MappingKey}' has no object 'slots'.");
        foreach ((string name, JsonNode? places) in named)
        {
            IReadOnlyList<ComfySlot> meant = ComfySlot.Named(name);
            if (meant.Count != 1)
                throw new ComfyWorkflowException(source, $"there is no slot '{name}'; there are {string.Join(", ", ComfySlot.All.Select(slot => slot.Name))}.");
            slots.Remove(name);
            foreach (JsonNode? place in places is JsonArray several ? several : [places?.DeepClone()])
            {
                string text = place is JsonValue value && value.TryGetValue(out string? given) ? given : "";
                int dot = text.IndexOf('.', StringComparison.Ordinal);
                if (dot < 1 || (nodes[text[..dot]] as JsonObject)?["inputs"] is not JsonObject inputs || !inputs.ContainsKey(text[(dot + 1)..]))
                    throw new ComfyWorkflowException(source, $"slot '{name}' is mapped to '{text}', which is no \"<node id>.<input>\" of this workflow.");
                Add(meant[0], text[..dot], text[(dot + 1)..]);
            }
        }
    }

    private void Add(ComfySlot slot, string node, string input)
    {
        if (nodes[node]!["inputs"]![input] is JsonArray)
            throw new ComfyWorkflowException(source, $"input '{input}' of node {node} is connected to another node, so that '{slot.Name}' cannot be filled in there. Put the title on the node it comes from.");
        if (!slots.TryGetValue(slot.Name, out List<(string Node, string Input)>? places))
            slots[slot.Name] = places = [];
        places.Add((node, input));
    }
}
