using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>A model as its server lists it.</summary>
/// <param name="Name">The name to ask for it by.</param>
/// <param name="Sees">Whether it can look at pictures; null when the server does not tell.</param>
internal sealed record OpenAiModel(string Name, bool? Sees)
{
    public static async Task<IReadOnlyList<OpenAiModel>> ListAsync(ModelHttp http, CancellationToken cancellationToken)
    {
        ModelReply reply = await http.GetAsync("models", cancellationToken);
        if (!reply.IsSuccess)
            throw OpenAiProblem.Read(reply, http).ToFailure(reply, http);
        if (JsonAnswer.TryRead(reply.Body) is not { ValueKind: JsonValueKind.Object } body)
            throw http.Failure(BackEndFailure.Protocol, $"{http.At("models")} does not list models. Look at the address; it usually ends in /v1. It begins '{http.Shown(reply.Body)}'.");
        return [.. body.Each("data").Where(entry => entry.Words("id") is not null).Select(entry => new OpenAiModel(entry.Words("id")!, SeesBy(entry)))];
    }

    /// <summary>The model of the settings, or the server's first.</summary>
    public static async Task<OpenAiModel> FindAsync(BackEndSettings settings, ModelHttp http, CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenAiModel> models = await ListAsync(http, cancellationToken);
        if (settings.Model is { } wanted)
            return models.FirstOrDefault(model => model.Name == wanted) ?? new OpenAiModel(wanted, null);
        return models.Count > 0 ? models[0] : throw http.Failure(BackEndFailure.NotFound, "It has no model. Load one, or name one in the settings.");
    }

    /// <summary>What the server says of itself.</summary>
    public static async Task<BackEndState> StateAsync(BackEndSettings settings, ModelHttp http, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> models = [.. (await ListAsync(http, cancellationToken)).Select(model => model.Name)];
        if (settings.Model is { } wanted && models.Count > 0 && !models.Contains(wanted))
            throw http.Failure(BackEndFailure.NotFound, $"It does not have the model '{wanted}'. It has: {string.Join(", ", models)}.");
        return new BackEndState(null, $"Answers at {settings.Address} with {BackEndState.Count(models)}.", models);
    }

    private static bool? SeesBy(JsonElement entry)
    {
        // llama-server and OpenRouter tell by architecture, Mistral by capabilities, LM Studio by type.
        if (entry.At("architecture")?.At("input_modalities") is { ValueKind: JsonValueKind.Array } kinds)
            return kinds.EnumerateArray().Any(kind => kind.ValueKind == JsonValueKind.String && kind.GetString() == "image");
        if (entry.At("capabilities")?.Flag("vision") is { } vision)
            return vision;
        return entry.Words("type") switch
        {
            "vlm" => true,
            "llm" or "embeddings" => false,
            _ => null,
        };
    }
}
