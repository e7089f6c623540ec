using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.WebUi;

/// <summary>Asks every 2 s how far the server is. It tells of whatever runs there, so that this is for looking at only.</summary>
internal sealed class WebUiWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource end = new();
    private readonly WebUiClient client;
    private readonly IProgress<GenerationProgress>? progress;
    private readonly TimeProvider time;
    private readonly Task watching;

    public WebUiWatch(WebUiClient client, IProgress<GenerationProgress>? progress, TimeProvider time)
    {
        this.client = client;
        this.progress = progress;
        this.time = time;
        watching = progress is null ? Task.CompletedTask : WatchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, time, end.Token);
                var told = await client.GetAsync("sdapi/v1/progress?skip_current_image=false", end.Token) as JsonObject;
                if (told?["progress"] is JsonValue value && value.TryGetValue(out double done) && done > 0)
                    progress!.Report(new GenerationProgress(Math.Clamp(done, 0, 1), Preview(WebUiClient.Text(told["current_image"]))));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or BackEndException)
        {
            // The picture is there, or nobody can be asked: either way there is nothing more to show.
            await end.CancelAsync();
        }
    }

    private static ReadOnlyMemory<byte>? Preview(string text)
    {
        byte[] bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out int written) ? bytes.AsMemory(0, written) : null;
    }
}
