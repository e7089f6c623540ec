using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Server.Composition;

/// <summary>
/// Reads <c>MetricConfigs</c>: judges by name, each with <c>pipe_name</c>, <c>default_config</c> and <c>init_config</c>, of
/// which the last wins. Keys never stand in it: <c>${NAME}</c> is read from the environment, as <c>REFINE_SECRET_NAME</c> or <c>NAME</c>.
/// </summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed partial class MetricSection(Func<string, string?> environment)
{
    private const string UsualApiVersion = "v1beta";

    private static readonly string[] Pipes = [MetricConfig.Pairwise, MetricConfig.Scoring];
    private static readonly Dictionary<string, BackEndKind?> Kinds = new(StringComparer.Ordinal)
    {
        ["api"] = BackEndKind.OpenAiChat, ["google"] = BackEndKind.GeminiChat, ["vllm"] = BackEndKind.OpenAiChat, ["ollama"] = BackEndKind.Ollama, ["fake"] = null,
    };

    private static readonly string[] Ours =
    [
        "backend", "model_name", "ip_address", "port", "base_url", "api_key", "api_version", "max_tokens", "retries", "timeout", "temperature", "extra_body", "prompt_info",
    ];

    private readonly List<string> problems = [];

    /// <summary>Everything that is wrong with what was read, in words. No key stands in them.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Reads a file of them: <c>metric_configs</c>, or <c>MetricConfigs</c> as in the settings.</summary>
    /// <exception cref="SettingsException">It cannot be read, or one of them cannot be used.</exception>
    public static IReadOnlyList<MetricConfig> ReadFile(string file, Func<string, string?> environment)
    {
        IConfiguration configuration;
        try
        {
            using FileStream stream = File.OpenRead(file);
            configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or InvalidDataException or JsonException)
        {
            throw new SettingsException([$"{file} cannot be read: {unreadable.Message}"]);
        }

        var section = new MetricSection(environment);
        IReadOnlyList<MetricConfig> metrics = [.. section.Read(configuration.GetSection("metric_configs")), .. section.Read(configuration.GetSection("MetricConfigs"))];
        if (section.Problems.Count == 0 && metrics.Count == 0)
            throw new SettingsException([$"{file} has no metric_configs; write {{\"metric_configs\": {{\"name\": {{\"pipe_name\": \"pairwise-judge\", \"default_config\": {{…}}}}}}}}"]);
        return section.Problems.Count == 0 ? metrics : throw new SettingsException([.. section.Problems.Select(problem => $"{file}: {problem}")]);
    }

    /// <summary>Reads all of them, by name.</summary>
    public IReadOnlyList<MetricConfig> Read(IConfigurationSection section) => [.. section.GetChildren().Select(Metric).OfType<MetricConfig>()];

    private MetricConfig? Metric(IConfigurationSection one)
    {
        int before = problems.Count;
        string at = one.Path;
        if (one.Key.Length > 60 || !one.Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            problems.Add($"{at}: the name is '{one.Key}'; allowed are 1 to 60 letters, digits, '-', '_' and '.'");
        foreach (string unknown in one.GetChildren().Select(child => child.Key).Except(["pipe_name", "default_config", "init_config"], StringComparer.OrdinalIgnoreCase))
            problems.Add($"{at}:{unknown} is unknown; known are pipe_name, default_config and init_config");
        string pipe = one["pipe_name"] ?? "";
        if (!Pipes.Contains(pipe))
            problems.Add($"{at}:pipe_name is '{pipe}'; allowed are {string.Join(", ", Pipes)}");
        JsonObject given = Joined(Json(one.GetSection("default_config")) as JsonObject, Json(one.GetSection("init_config")) as JsonObject);
        string backEnd = Text(given, "backend") ?? "";
        if (!Kinds.TryGetValue(backEnd, out BackEndKind? kind))
            problems.Add($"{at}:backend is '{backEnd}'; known are {string.Join(", ", Kinds.Keys)}");
        PromptAsset? prompt = Prompt(at, given, pipe);
        int retries = (int)Number(at, given, "retries", 3, 0, 20);
        var manner = new ChatManner { MaxTokens = (int)Number(at, given, "max_tokens", 2048, 1, 1_000_000), Temperature = Number(at, given, "temperature", 0, 0, 2) };
        BackEndSettings? server = kind is { } known ? Server(at, one.Key, backEnd, known, given) : null;
        return problems.Count > before ? null : new MetricConfig(one.Key, pipe, server, prompt, retries, manner);
    }

    private BackEndSettings? Server(string at, string name, string backEnd, BackEndKind kind, JsonObject given)
    {
        if (Text(given, "model_name") is not { Length: > 0 } model)
        {
            problems.Add($"{at}:model_name is missing; say which model {backEnd} is asked for");
            model = "";
        }

        string? secret = Secret(at, given);
        if (secret is null && backEnd is "api" or "google" && !given.ContainsKey("api_key"))
            problems.Add($"{at}:api_key is missing; write a reference as ${{NAME}}, and put the key into the environment variable REFINE_SECRET_NAME");
        string? address = Address(backEnd, given);
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            problems.Add(backEnd == "vllm" && address is null
                ? $"{at}: ip_address or port is missing; say where vllm listens"
                : $"{at}:base_url is no address as https://host/path without a user; {backEnd} has to be told where it is");
            return null;
        }

        return new BackEndSettings
        {
            Name = name,
            Kind = kind,
            Address = uri,
            Model = model,
            Secret = secret,
            Timeout = TimeSpan.FromSeconds(Number(at, given, "timeout", 600, 1, 12 * 3600)),
            ExtraBody = Extra(kind, given),
        };
    }

    private static string? Address(string backEnd, JsonObject given)
    {
        string? hosted = Text(given, "ip_address") is { Length: > 0 } ip && Text(given, "port") is { Length: > 0 } port ? $"http://{ip}:{port}" : null;
        string? url = Text(given, "base_url")?.TrimEnd('/');
        string version = Text(given, "api_version") ?? UsualApiVersion;
        return backEnd switch
        {
            "vllm" => hosted is null ? url : $"{hosted}/v1",
            "ollama" => url ?? hosted ?? BackEndKinds.UsualAddress(BackEndKind.Ollama),
            "google" => url is null || url.EndsWith($"/{version}", StringComparison.Ordinal) ? url : $"{url}/{version}",
            _ => url,
        };
    }

    /// <summary>What is merged into requests: <c>extra_body</c>, and keys that are not ours, where the protocol keeps its parameters.</summary>
    private static JsonElement? Extra(BackEndKind kind, JsonObject given)
    {
        JsonObject body = given["extra_body"] is JsonObject extra ? extra.DeepClone().AsObject() : [];
        var others = new JsonObject(given.Where(member => !Ours.Contains(member.Key, StringComparer.Ordinal)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        if (others.Count > 0)
        {
            JsonObject forwarded = kind switch
            {
                BackEndKind.GeminiChat => new JsonObject { ["generationConfig"] = others },
                BackEndKind.Ollama => new JsonObject { ["options"] = others },
                _ => others,
            };
            body = Joined(forwarded, body);
        }

        return body.Count == 0 ? null : JsonSerializer.SerializeToElement(body);
    }

    private string? Secret(string at, JsonObject given)
    {
        if (Text(given, "api_key") is not { Length: > 0 } key)
            return null;
        if (Reference().Match(key) is not { Success: true } reference)
        {
            problems.Add($"{at}:api_key does not belong into a file; write a reference as ${{NAME}}, and put the key into the environment variable REFINE_SECRET_NAME");
            return null;
        }

        string name = reference.Groups["name"].Value;
        string? secret = environment($"REFINE_SECRET_{name}") ?? environment(name);
        if (string.IsNullOrWhiteSpace(secret))
            problems.Add($"{at}:api_key is ${{{name}}}, and neither REFINE_SECRET_{name} nor {name} is set in the environment");
        return secret?.Trim();
    }

    private PromptAsset? Prompt(string at, JsonObject given, string pipe)
    {
        if (given["prompt_info"] is not JsonObject info)
            return null;
        try
        {
            PromptAsset prompt = PromptAssets.Find(Text(info, "prompt_id") ?? "", Text(info, "version") ?? "");
            if (pipe == MetricConfig.Pairwise ? prompt.TakesPairs : prompt.TakesOne)
                return prompt;
            problems.Add($"{at}:prompt_info names {prompt.Name}, which {pipe} cannot ask with; take one of: {string.Join(", ", PromptAssets.All.Where(asset => pipe == MetricConfig.Pairwise ? asset.TakesPairs : asset.TakesOne).Select(asset => asset.Name))}");
        }
        catch (PromptAssetException missing)
        {
            problems.Add($"{at}:prompt_info: {missing.Message}");
        }

        return null;
    }

    private double Number(string at, JsonObject given, string key, double usual, double least, double most)
    {
        if (given[key] is null)
            return usual;
        if (double.TryParse(Text(given, key), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most)
            return number;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"{at}:{key} is '{Text(given, key)}'; allowed are numbers from {least} to {most}"));
        return usual;
    }

    private static string? Text(JsonObject given, string key) => given[key] is JsonValue value ? value.ToString() : null;

    private static JsonObject Joined(JsonObject? under, JsonObject? over)
    {
        JsonObject joined = under?.DeepClone().AsObject() ?? [];
        foreach ((string name, JsonNode? value) in over ?? [])
            joined[name] = value is JsonObject inner && joined[name] is JsonObject known ? Joined(known, inner) : value?.DeepClone();
        return joined;
    }

    /// <summary>A section as the JSON it was. Settings keep texts only: what reads as a number or as true or false is one.</summary>
    private static JsonNode? Json(IConfigurationSection section)
    {
        IConfigurationSection[] children = [.. section.GetChildren()];
        if (children.Length == 0)
            return section.Value is not { } text ? null : Word().IsMatch(text) ? JsonNode.Parse(text.ToLowerInvariant()) : JsonValue.Create(text);
        return children.Select((child, index) => child.Key == index.ToString(CultureInfo.InvariantCulture)).All(isIndex => isIndex)
            ? new JsonArray([.. children.Select(Json)])
            : new JsonObject(children.Select(child => KeyValuePair.Create(child.Key, Json(child))));
    }

    [GeneratedRegex(@"^\$\{(?<name>[A-Za-z][A-Za-z0-9_]{0,99})\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(?:-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?|[Tt]rue|[Ff]alse)$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
