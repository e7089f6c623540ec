using System.Net.WebSockets;
using System.Text;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>
/// ComfyUI's websocket: advice on when to look and how far the picture is, never the truth. While somebody waits it is
/// opened again whenever it drops, later and later; what was said meanwhile is told to be missed.
/// </summary>
internal sealed class ComfySocket : IAsyncDisposable
{
    private const int LongestMessage = 96 << 20;
    private static readonly TimeSpan TimeToOpen = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // The first message, or it is not heard: previews then say whose they are.
    private static readonly byte[] Abilities = Encoding.UTF8.GetBytes("""{"type": "feature_flags", "data": {"supports_preview_metadata": true}}""");

    private readonly CancellationTokenSource end = new();
    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeToOpen });
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BackEndSettings settings;
    private readonly Func<Uri> address;
    private readonly ComfyNews news;
    private readonly TimeProvider time;
    private readonly Task keeping;

    private ComfySocket(BackEndSettings settings, Func<Uri> address, ComfyNews news, TimeProvider time)
    {
        this.settings = settings;
        this.address = address;
        this.news = news;
        this.time = time;
        keeping = KeepAsync();
    }

    /// <summary>Opens the socket of a client id, and returns when it is open or could not be opened at the first try.</summary>
    /// <param name="settings">The back end.</param>
    /// <param name="address">Where the socket is; asked before each try, because a server behind a prefix is found out about by other requests.</param>
    /// <param name="news">What reads the messages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up waiting, and the socket.</param>
    public static async Task<ComfySocket> OpenAsync(BackEndSettings settings, Func<Uri> address, ComfyNews news, TimeProvider time, CancellationToken cancellationToken)
    {
        var opened = new ComfySocket(settings, address, news, time);
        try
        {
            await opened.tried.Task.WaitAsync(cancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the socket says that it is time to look, or drops, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        await news.Look.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        news.Looked();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await keeping;
        invoker.Dispose();
        end.Dispose();
    }

    private async Task KeepAsync()
    {
        for (TimeSpan pause = FirstPause; !end.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                using var socket = new ClientWebSocket();
                await OpenAsync(socket);
                pause = FirstPause;
                tried.TrySetResult();
                await ListenAsync(socket);
            }
            catch (Exception closed) when (closed is WebSocketException or HttpRequestException or OperationCanceledException or IOException)
            {
                // Refused, dropped, or closed by us. Whoever posts next is told what is wrong there.
            }

            news.Missed();
            tried.TrySetResult();
            await Task.Delay(pause, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task OpenAsync(ClientWebSocket socket)
    {
        if (settings.Secret is { Length: > 0 } secret)
        {
            using var request = new HttpRequestMessage();
            ComfyClient.Authorize(request.Headers, secret);
            socket.Options.SetRequestHeader("Authorization", request.Headers.Authorization!.ToString());
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        limit.CancelAfter(TimeToOpen);
        await socket.ConnectAsync(address(), invoker, limit.Token);
        await socket.SendAsync(Abilities, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }

    private async Task ListenAsync(ClientWebSocket socket)
    {
        byte[] piece = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(piece.AsMemory(), end.Token);
            if (received.MessageType == WebSocketMessageType.Close || message.Length + received.Count > LongestMessage)
                return;
            message.Write(piece, 0, received.Count);
            if (!received.EndOfMessage)
                continue;
            if (received.MessageType == WebSocketMessageType.Text)
                news.Read(message.ToArray());
            else
                news.ReadFrame(message.ToArray());
            message.SetLength(0);
        }
    }
}
