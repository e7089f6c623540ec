using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>
/// Gives the memory of a local server back: vLLM by sleeping, llama-server's router by unloading. Both routes lie beside
/// <c>/v1</c>, not in it; servers that know neither keep their model.
/// </summary>
internal sealed class OpenAiMemory(ModelHttp http, TimeProvider time)
{
    private static readonly TimeSpan TimeToFree = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    // Whoever died before may have left it asleep.
    private volatile bool mayBeAsleep = true;

    /// <returns>Whether the memory was proved free within 30 s.</returns>
    public async Task<bool> ReleaseAsync(string model, CancellationToken cancellationToken)
    {
        if ((await PostAsync("../sleep?level=1", [], cancellationToken)).IsSuccess)
        {
            mayBeAsleep = true;
            return await UntilAsync(SleepsAsync, cancellationToken);
        }

        return (await PostAsync("../models/unload", new JsonObject { ["model"] = model }, cancellationToken)).IsSuccess
            && await UntilAsync(token => IsUnloadedAsync(model, token), cancellationToken);
    }

    /// <summary>Whether it has one of the two routes; one that has neither keeps its model.</summary>
    public async Task<bool> CanReleaseAsync(CancellationToken cancellationToken)
        => Answered(await http.GetAsync("../is_sleeping", cancellationToken))?.Flag("is_sleeping") is not null
            || Answered(await http.GetAsync("../models", cancellationToken))?.Each("data").Any(one => one.At("status") is not null) == true;

    /// <summary>Whether the model is certainly out of memory.</summary>
    public async Task<bool> IsFreeAsync(string model, CancellationToken cancellationToken)
        => await SleepsAsync(cancellationToken) || await IsUnloadedAsync(model, cancellationToken);

    /// <summary>Wakes a server that sleeps; one that is awake or cannot sleep is left alone.</summary>
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        if (!mayBeAsleep)
            return;
        if (await SleepsAsync(cancellationToken))
        {
            ModelReply woken = await PostAsync("../wake_up", [], cancellationToken);
            if (!woken.IsSuccess)
                throw OpenAiProblem.Read(woken, http).ToFailure(woken, http);
        }

        mayBeAsleep = false;
    }

    private Task<ModelReply> PostAsync(string route, JsonObject body, CancellationToken cancellationToken) => http.PostJsonAsync(route, body, cancellationToken);

    private async Task<bool> SleepsAsync(CancellationToken cancellationToken)
        => JsonAnswer.TryRead((await http.GetAsync("../is_sleeping", cancellationToken)).Body)?.Flag("is_sleeping") == true;

    private async Task<bool> IsUnloadedAsync(string model, CancellationToken cancellationToken)
        => JsonAnswer.TryRead((await http.GetAsync("../models", cancellationToken)).Body)?.Each("data")
            .Any(one => one.Words("id") == model && one.At("status")?.Words("value") == "unloaded") == true;

    private static JsonElement? Answered(ModelReply reply) => reply.IsSuccess ? JsonAnswer.TryRead(reply.Body) : null;

    private async Task<bool> UntilAsync(Func<CancellationToken, Task<bool>> isFree, CancellationToken cancellationToken)
    {
        for (long began = time.GetTimestamp(); ; await Task.Delay(BetweenLooks, time, cancellationToken))
        {
            if (await isFree(cancellationToken))
                return true;
            if (time.GetElapsedTime(began) >= TimeToFree)
                return false;
        }
    }
}
