using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.OpenAi;

namespace RefineWorkflows.Refinement.Backends.Llama;

/// <summary>
/// A llama-server that is started when a turn needs it, on a free port of this machine, and ended when the graphics
/// memory is wanted. It speaks <see cref="OpenAiChat"/>'s language. One that a killed process left behind is ended at
/// the next start on the same data folder.
/// </summary>
public sealed class LlamaServer : IChatModel, IResident, IAsyncDisposable
{
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly BackEndSettings settings;
    private readonly LlamaSettings llama;
    private readonly LlamaRecord record;
    private readonly TimeProvider time;
    private readonly Func<CancellationToken, Task<long?>> freeAsync;
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly long modelBytes;
    private readonly long projectorBytes;
    private ChildProcess? child;
    private OpenAiChat? chat;

    /// <param name="settings">The back end, with how it is started.</param>
    /// <param name="folder">Where it is written down which process was started.</param>
    /// <param name="freeAsync">Graphics memory that is free, in bytes; null where nobody tells.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="BackEndException">A file of the settings cannot be read.</exception>
    public LlamaServer(BackEndSettings settings, string folder, Func<CancellationToken, Task<long?>> freeAsync, TimeProvider time)
    {
        this.settings = settings;
        this.freeAsync = freeAsync;
        this.time = time;
        llama = settings.Llama ?? throw Failure(BackEndFailure.InvalidRequest, "a llama-server has to be told its ModelFile.");
        modelBytes = SizeOf(llama.ModelFile);
        projectorBytes = llama.Projector is { } projector ? SizeOf(projector) : 0;
        Need = settings.Vram is { } gib ? (long)(gib * (1L << 30)) : LlamaPlacement.NeedOf(modelBytes, projectorBytes);
        record = new LlamaRecord(Path.Combine(folder, $"llama-{settings.Name}.json"));
    }

    public string Id => settings.Name;

    public bool LoadsToTellSight => false;

    public string Name => settings.Name;

    public long? Need { get; }

    public bool IsPinned => false;

    /// <inheritdoc/>
    /// <remarks>A model sees by its projector; nothing is started to find out.</remarks>
    public Task<bool> SeesPicturesAsync(CancellationToken cancellationToken) => Task.FromResult(llama.Projector is not null);

    /// <inheritdoc/>
    public async Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        (OpenAiChat asked, ChildProcess running) = await StartedAsync(cancellationToken);
        try
        {
            return await asked.AskAsync(request, cancellationToken);
        }
        catch (BackEndException broken) when (broken.Failure == BackEndFailure.Transport)
        {
            // Its connections break a moment before it has ended.
            if (await running.EndsWithinAsync(TimeToEnd, cancellationToken))
                throw await EndedAsync(running, loaded: true, cancellationToken);
            throw;
        }
    }

    /// <summary>Asks the program for its version and says how it would be started; does not start it.</summary>
    /// <exception cref="BackEndException">There is no such program.</exception>
    public async Task<BackEndState> AskAsync(CancellationToken cancellationToken)
    {
        LlamaPlacement placement = await PlacementAsync(cancellationToken);
        await using ChildProcess asked = Run(["--version"]);
        await asked.WaitForExitAsync(cancellationToken);
        string words = await asked.LastWordsAsync();
        if (asked.Process.ExitCode != 0)
            throw Failure(BackEndFailure.InvalidRequest, $"{llama.Program} --version does not work: {words}");
        string model = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(llama.ModelFile)} ({modelBytes / (double)(1L << 30):0.0} GiB)");
        string state = HasChild ? "runs" : "is started when it is needed";
        return new BackEndState(null, $"llama-server {state}; {model}, -ngl {placement.GpuLayers?.ToString(CultureInfo.InvariantCulture) ?? "by its own choice"} ({placement.Why}).", [Path.GetFileNameWithoutExtension(llama.ModelFile)]);
    }

    /// <summary>How much of the model would go onto the card now.</summary>
    public async Task<LlamaPlacement> PlacementAsync(CancellationToken cancellationToken)
        => LlamaPlacement.Choose(llama.GpuLayers, await freeAsync(cancellationToken), modelBytes, projectorBytes, GgufHeader.LayersOf(llama.ModelFile));

    /// <inheritdoc/>
    public Task LoadAsync(CancellationToken cancellationToken) => StartedAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>What has ended has given its memory back: that is the proof.</remarks>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            await StopAsync();
            return true;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public Task<long?> HeldAsync(CancellationToken cancellationToken)
    {
        if (HasChild)
            return Task.FromResult(Need);
        using System.Diagnostics.Process? other = record.Find(ownerIsDead: false);
        return Task.FromResult(other is null ? 0 : Need);
    }

    /// <summary>Ends what a process that is no more has left behind.</summary>
    public async Task EndLeftoverAsync()
    {
        using System.Diagnostics.Process? left = record.Find(ownerIsDead: true);
        if (left is not null)
            await ChildProcess.EndAsync(left);
    }

    public async ValueTask DisposeAsync()
    {
        if (child is not null)
            await StopAsync();
        one.Dispose();
    }

    private bool HasChild => child is { HasExited: false };

    private async Task<(OpenAiChat Chat, ChildProcess Child)> StartedAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (HasChild)
                return (chat!, child!);
            await StopAsync();
            LlamaPlacement placement = await PlacementAsync(cancellationToken);
            int port = FreePort();
            child = Run(Arguments(port, placement));
            record.Write(child.Process);
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1"));
            try
            {
                await ReadyAsync(child, address, cancellationToken);
            }
            catch (Exception)
            {
                await StopAsync();
                throw;
            }

            chat = new OpenAiChat(settings with { Address = address, Model = settings.Model ?? Path.GetFileNameWithoutExtension(llama.ModelFile), Group = DeviceGroup.None }, time);
            return (chat, child);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Waits until the model is loaded: the server says so itself, and 503 only means that it is not there yet.</summary>
    private async Task ReadyAsync(ChildProcess started, Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            while (!await IsReadyAsync(http, new Uri(address, "/health"), limit.Token))
            {
                if (started.HasExited)
                    throw await EndedAsync(started, loaded: false, cancellationToken);
                await Task.Delay(BetweenLooks, time, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(BackEndFailure.Timeout, $"its model was not loaded within {settings.Timeout}. Raise the timeout, or take a smaller model.");
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri health, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(health, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task StopAsync()
    {
        chat?.Dispose();
        chat = null;
        if (child is { } own)
        {
            child = null;
            await own.DisposeAsync();
        }
        else
        {
            // Another process's: who has the device may end it, and its owner starts it again when it has a turn.
            using System.Diagnostics.Process? other = record.Find(ownerIsDead: false);
            if (other is not null)
                await ChildProcess.EndAsync(other);
        }

        record.Clear();
    }

    private ChildProcess Run(IEnumerable<string> arguments)
    {
        try
        {
            return ChildProcess.Start(llama.Program, arguments);
        }
        catch (Win32Exception missing)
        {
            throw Failure(BackEndFailure.NotFound, $"'{llama.Program}' cannot be started: {missing.Message}. Install llama.cpp so that llama-server is on PATH, or set Program to its file.", missing);
        }
    }

    private IEnumerable<string> Arguments(int port, LlamaPlacement placement)
    {
        yield return "-m";
        yield return llama.ModelFile;
        if (llama.Projector is { } projector)
        {
            yield return "--mmproj";
            yield return projector;
        }

        if (placement.GpuLayers is { } layers)
        {
            yield return "-ngl";
            yield return layers.ToString(CultureInfo.InvariantCulture);
        }

        if (llama.ContextSize is { } context)
        {
            yield return "-c";
            yield return context.ToString(CultureInfo.InvariantCulture);
        }

        yield return "--host";
        yield return "127.0.0.1";
        yield return "--port";
        yield return port.ToString(CultureInfo.InvariantCulture);
        foreach (string extra in llama.ExtraArguments)
            yield return extra;
    }

    /// <summary>An end before the model was loaded is one of its files or arguments, and comes again; except where the port was taken meanwhile.</summary>
    private async Task<BackEndException> EndedAsync(ChildProcess ended, bool loaded, CancellationToken cancellationToken)
    {
        await ended.WaitForExitAsync(cancellationToken);
        string words = await ended.LastWordsAsync();
        if (MemoryWords.Tell(words))
            return Failure(BackEndFailure.OutOfMemory, $"llama-server was out of memory: {words}. Set fewer GpuLayers, or take a smaller model.");
        return loaded || words.Contains("bind", StringComparison.OrdinalIgnoreCase)
            ? Failure(BackEndFailure.Transport, $"llama-server was gone while it was needed: {words}")
            : Failure(BackEndFailure.InvalidRequest, $"llama-server did not load its model: {words}. Look at ModelFile, Projector and ExtraArguments.");
    }

    private long SizeOf(string file)
        => new FileInfo(file) is { Exists: true } found ? found.Length : throw Failure(BackEndFailure.NotFound, $"there is no file {file}.");

    private BackEndException Failure(BackEndFailure failure, string message, Exception? inner = null) => new(settings.Name, failure, message, inner);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
