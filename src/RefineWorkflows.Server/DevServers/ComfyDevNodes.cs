using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.DevServers;

/// <summary>The nodes that the protocol server has, what they need, and how it refuses a workflow that asks for others.</summary>
internal static class ComfyDevNodes
{
    /// <summary>The models that it claims to have.</summary>
    public static readonly IReadOnlyList<string> Models = ["sd_xl_base_1.0.safetensors", "v1-5-pruned-emaonly.safetensors"];

    private const string VideoModel = "wan2.1_t2v_1.3B_fp16.safetensors";

    private static readonly string[] Outputs = ["SaveImage", "PreviewImage", "SaveAnimatedWEBP", "SaveVideo", "SaveImageWebsocket", "VHS_VideoCombine"];

    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["CheckpointLoaderSimple"] = ["ckpt_name"],
        ["CLIPTextEncode"] = ["text", "clip"],
        ["CLIPLoader"] = ["clip_name", "type"],
        ["CreateVideo"] = ["images", "fps"],
        ["EmptyHunyuanLatentVideo"] = ["width", "height", "length", "batch_size"],
        ["EmptyLatentImage"] = ["width", "height", "batch_size"],
        ["ImageScale"] = ["image", "upscale_method", "width", "height", "crop"],
        ["KSampler"] = ["model", "seed", "steps", "cfg", "sampler_name", "scheduler", "positive", "negative", "latent_image", "denoise"],
        ["LoadImage"] = ["image"],
        ["ModelSamplingSD3"] = ["model", "shift"],
        ["PreviewImage"] = ["images"],
        ["SaveAnimatedWEBP"] = ["images", "filename_prefix", "fps", "lossless", "quality", "method"],
        ["SaveImage"] = ["images", "filename_prefix"],
        ["SaveImageWebsocket"] = ["images"],
        ["SaveVideo"] = ["video", "filename_prefix", "format", "codec"],
        ["UNETLoader"] = ["unet_name", "weight_dtype"],
        ["VAELoader"] = ["vae_name"],
        ["VHS_VideoCombine"] = ["images", "frame_rate", "filename_prefix", "format"],
        ["VAEDecode"] = ["samples", "vae"],
        ["VAEEncode"] = ["pixels", "vae"],
    };

    public static bool IsOutput(JsonNode? node) => Outputs.Contains((string?)node?["class_type"] ?? "");

    /// <summary>What <c>/object_info</c> says of a node; null when it is not there.</summary>
    public static JsonObject? Describe(string name)
    {
        if (!Needed.TryGetValue(name, out string[]? inputs))
            return null;
        var required = new JsonObject();
        foreach (string input in inputs)
            required[input] = input switch
            {
                "ckpt_name" => new JsonArray(Names(Models), new JsonObject()),
                // As newer servers write a choice.
                "unet_name" => new JsonArray("COMBO", new JsonObject { ["options"] = Names([VideoModel]) }),
                _ => new JsonArray("*", new JsonObject()),
            };
        return new JsonObject { ["input"] = new JsonObject { ["required"] = required }, ["name"] = name, ["output_node"] = Outputs.Contains(name) };
    }

    public static IEnumerable<string> All => Needed.Keys;

    /// <summary>The body of a 400 for a workflow that cannot run; null for one that can.</summary>
    /// <param name="workflow">The prompt in API format.</param>
    /// <param name="models">The models that are there.</param>
    /// <param name="inputs">The uploaded pictures.</param>
    public static JsonObject? Refuse(JsonObject workflow, IReadOnlyCollection<string> models, Predicate<string> inputs)
    {
        var problems = new JsonObject();
        foreach ((string id, JsonNode? node) in workflow)
        {
            if ((string?)node?["class_type"] is not { } type || !Needed.TryGetValue(type, out string[]? needed))
                return Error("missing_node_type", $"Node '{id}' not found. The custom node may not be installed.", $"Node ID '#{id}'", []);
            var errors = new JsonArray();
            var given = node["inputs"] as JsonObject ?? [];
            foreach (string input in needed.Where(input => !given.ContainsKey(input)))
                errors.Add(Problem("required_input_missing", "Required input is missing", input));
            if (type == "CheckpointLoaderSimple" && !models.Contains((string?)given["ckpt_name"] ?? ""))
                errors.Add(Problem("value_not_in_list", "Value not in list", $"ckpt_name: '{given["ckpt_name"]}' not in {Names(models).ToJsonString()}"));
            if (type == "UNETLoader" && (models.Count == 0 || (string?)given["unet_name"] != VideoModel))
                errors.Add(Problem("value_not_in_list", "Value not in list", $"unet_name: '{given["unet_name"]}' not in {Names([VideoModel]).ToJsonString()}"));
            if (type == "LoadImage" && !inputs((string?)given["image"] ?? ""))
                errors.Add(Problem("custom_validation_failed", "Custom validation failed for node", $"image - Invalid image file: {given["image"]}"));
            if (errors.Count > 0)
                problems[id] = new JsonObject { ["errors"] = errors, ["dependent_outputs"] = Names(workflow.Where(pair => IsOutput(pair.Value)).Select(pair => pair.Key)), ["class_type"] = type };
        }

        if (!workflow.Any(pair => IsOutput(pair.Value)))
            return Error("prompt_no_outputs", "Prompt has no outputs", "", []);
        return problems.Count > 0 ? Error("prompt_outputs_failed_validation", "Prompt outputs failed validation", "", problems) : null;
    }

    public static JsonObject Error(string type, string message, string details, JsonObject problems)
        => new() { ["error"] = new JsonObject { ["type"] = type, ["message"] = message, ["details"] = details, ["extra_info"] = new JsonObject() }, ["node_errors"] = problems };

    private static JsonObject Problem(string type, string message, string details)
        => new() { ["type"] = type, ["message"] = message, ["details"] = details, ["extra_info"] = new JsonObject() };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
