using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Backends.Gemini;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.Llama;
using RefineWorkflows.Refinement.Backends.Ollama;
using RefineWorkflows.Refinement.Backends.OpenAi;
using RefineWorkflows.Refinement.Backends.WebUi;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Server.Composition;

/// <summary>One configured back end and the client that speaks its language.</summary>
/// <param name="Settings">As it was configured.</param>
/// <param name="AskAsync">Asks it what it is and whether it has what the settings want.</param>
/// <param name="Generator">The client of one that paints; null of one that talks.</param>
/// <param name="Chat">The client of one that talks; null of one that paints.</param>
internal sealed record ModelServer(BackEndSettings Settings, Func<CancellationToken, Task<BackEndState>> AskAsync, IImageGenerator? Generator, IChatModel? Chat) : IDisposable, IAsyncDisposable
{
    /// <summary>How its graphics memory is taken and given back, once it is known; null of one that has none of its own.</summary>
    public Func<CancellationToken, Task<IResident>>? ResidentAsync { get; init; }

    /// <summary>
    /// Makes the client. Nothing is sent before it is used. One that cannot be made, because of its workflow say, neither
    /// paints nor talks, and says why when it is asked: the others go on being of use.
    /// </summary>
    /// <param name="settings">The back end.</param>
    /// <param name="folder">The data folder, where it is written down which processes were started.</param>
    /// <param name="clips">Reads the clips that come back.</param>
    /// <param name="time">The clock.</param>
    public static ModelServer Of(BackEndSettings settings, string folder, ReturnedClips clips, TimeProvider time)
    {
        try
        {
            return Client(settings, folder, clips, time);
        }
        catch (RefinementException unusable)
        {
            return new ModelServer(settings, _ => Task.FromException<BackEndState>(new BackEndException(settings.Name, BackEndFailure.InvalidRequest, unusable.Message, unusable)), null, null);
        }
    }

    public void Dispose()
    {
        (Generator as IDisposable)?.Dispose();
        (Chat as IDisposable)?.Dispose();
    }

    /// <summary>Ends processes of its own, too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Chat is IAsyncDisposable ending)
            await ending.DisposeAsync();
        Dispose();
    }

    private static ModelServer Client(BackEndSettings settings, string folder, ReturnedClips clips, TimeProvider time)
    {
        switch (settings.Kind)
        {
            case BackEndKind.ComfyUi:
                var comfy = new ComfyGenerator(settings, time, clips);
                return new ModelServer(settings, comfy.AskAsync, comfy, null) { ResidentAsync = Swapped(settings, comfy.ReleaseAsync, null, comfy.HeldAsync) };
            case BackEndKind.WebUi:
                var webUi = new WebUiGenerator(settings, time);
                return new ModelServer(settings, webUi.AskAsync, webUi, null) { ResidentAsync = Swapped(settings, webUi.ReleaseAsync, null, webUi.HeldAsync) };
            case BackEndKind.OpenAiImages:
                var images = new OpenAiImages(settings, time);
                return new ModelServer(settings, images.AskAsync, images, null) { ResidentAsync = _ => Task.FromResult(Pinned(settings)) };
            case BackEndKind.OpenAiChat:
                var chat = new OpenAiChat(settings, time);
                return new ModelServer(settings, chat.AskAsync, null, chat) { ResidentAsync = token => MaybePinnedAsync(settings, chat, token) };
            case BackEndKind.GeminiImages:
                var painter = new GeminiImages(settings, time);
                return new ModelServer(settings, painter.AskAsync, painter, null);
            case BackEndKind.GeminiChat:
                var gemini = new GeminiChat(settings, time);
                return new ModelServer(settings, gemini.AskAsync, null, gemini);
            case BackEndKind.Ollama:
                var ollama = new OllamaChat(settings, time);
                return new ModelServer(settings, ollama.AskAsync, null, ollama) { ResidentAsync = Swapped(settings, ollama.ReleaseAsync, ollama.LoadAsync, ollama.HeldAsync) };
            case BackEndKind.LlamaServer:
                var llama = new LlamaServer(settings, folder, FreeVramAsync, time);
                return new ModelServer(settings, llama.AskAsync, null, llama) { ResidentAsync = _ => Task.FromResult<IResident>(llama) };
            default:
                throw new ArgumentOutOfRangeException(nameof(settings), settings.Kind, "There is no client for this kind.");
        }
    }

    private static Func<CancellationToken, Task<IResident>> Swapped(
        BackEndSettings settings, Func<CancellationToken, Task<bool>> release, Func<CancellationToken, Task>? load, Func<CancellationToken, Task<long?>> held)
        => _ => Task.FromResult<IResident>(new ServerResident(settings.Name, Need(settings), release, load, held));

    private static IResident Pinned(BackEndSettings settings) => new PinnedResident(settings.Name, Need(settings) ?? 0);

    /// <summary>One that does not answer now is asked for its memory when somebody needs it.</summary>
    private static async Task<IResident> MaybePinnedAsync(BackEndSettings settings, OpenAiChat chat, CancellationToken cancellationToken)
    {
        bool gives;
        try
        {
            gives = await chat.CanReleaseAsync(cancellationToken);
        }
        catch (BackEndException away) when (away.IsTransient)
        {
            gives = true;
        }

        return gives ? new ServerResident(settings.Name, Need(settings), chat.ReleaseAsync, null, chat.HeldAsync) : Pinned(settings);
    }

    private static async Task<long?> FreeVramAsync(CancellationToken cancellationToken)
        => (await NvidiaSmi.DevicesAsync(cancellationToken)).MaxBy(one => one.Total)?.Free;

    private static long? Need(BackEndSettings settings) => settings.Vram is { } gib ? (long)(gib * (1L << 30)) : null;
}
