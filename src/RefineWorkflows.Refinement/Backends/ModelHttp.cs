using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>
/// The one way to talk HTTP to a model server: no redirects, no proxies, no cookies, no Origin; a short time to connect
/// and a long one to answer; replies no longer than they may be; whatever goes wrong is a <see cref="BackEndException"/>
/// without a secret in it.
/// </summary>
public sealed class ModelHttp : IDisposable
{
    private const int ShownOfABody = 4096;
    private static readonly TimeSpan TimeToConnect = TimeSpan.FromSeconds(10);

    private readonly BackEndSettings settings;
    private readonly SecretScrubber scrubber;
    private readonly HttpClient client;
    private readonly TimeProvider time;

    /// <param name="settings">The back end.</param>
    /// <param name="authorize">Puts the secret on a request, as the kind of back end wants it; never in the address.</param>
    /// <param name="time">The clock that dates in Retry-After are read by.</param>
    public ModelHttp(BackEndSettings settings, Action<HttpRequestHeaders, string>? authorize, TimeProvider time)
    {
        this.settings = settings;
        this.time = time;
        scrubber = new SecretScrubber(settings.Secret);
        client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeToConnect,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (settings.Secret is { Length: > 0 } secret)
            authorize?.Invoke(client.DefaultRequestHeaders, secret);
    }

    /// <summary>The absolute address of a route, for example <c>queue</c> or <c>view?filename=x.png</c>.</summary>
    public Uri At(string route) => new($"{settings.Address.AbsoluteUri.TrimEnd('/')}/{route.TrimStart('/')}");

    /// <summary>A failure of this back end, its message cleaned of the secret.</summary>
    public BackEndException Failure(BackEndFailure failure, string message, Exception? inner = null, TimeSpan? retryAfter = null, GeneratedClip? clip = null)
        => new(settings.Name, failure, scrubber.Clean(message), inner) { RetryAfter = retryAfter, Clip = clip };

    public Task<ModelReply> GetAsync(string route, CancellationToken cancellationToken) => SendAsync(new HttpRequestMessage(HttpMethod.Get, At(route)), cancellationToken);

    public Task<ModelReply> PostJsonAsync(string route, object body, CancellationToken cancellationToken)
        => SendAsync(new HttpRequestMessage(HttpMethod.Post, At(route)) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } } }, cancellationToken);

    /// <summary>Sends one request and reads its whole reply, whatever its status. The request is disposed.</summary>
    /// <exception cref="BackEndException">Timeout, Transport, or Protocol where the reply is too long or a redirect.</exception>
    public async Task<ModelReply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage sent = request;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if ((int)response.StatusCode is >= 300 and < 400)
                throw Failure(BackEndFailure.Protocol, $"{Route(sent)} answers with a redirect, which is not followed. Is {settings.Address} the right address?");
            byte[] body = await ReadAsync(response, sent, limit.Token);
            return new ModelReply(response.StatusCode, body, response.Content.Headers.ContentType?.MediaType, RetryAfter(response), RequestId(response));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failure(BackEndFailure.Timeout, string.Create(CultureInfo.InvariantCulture, $"{Route(sent)} did not answer within {settings.Timeout}."));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A cancellation that is neither the caller's nor our limit's: the time to connect is over.
            throw Failure(BackEndFailure.Transport, $"{settings.Address} cannot be reached, or the connection broke: {broken.Message.TrimEnd('.')}. Is it running there?", broken);
        }
    }

    /// <summary>The beginning of a body as text that may be shown.</summary>
    public string Shown(ReadOnlySpan<byte> body)
    {
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, ShownOfABody)]);
        return scrubber.Clean(string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim());
    }

    /// <summary>The beginning of a text of the server's that may be shown.</summary>
    public string Shown(string text) => Shown(Encoding.UTF8.GetBytes(text));

    public void Dispose() => client.Dispose();

    private static string Route(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.AbsolutePath}";

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > settings.LargestReply)
            throw TooLong(request);
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        byte[] piece = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (body.Length + read > settings.LargestReply)
                throw TooLong(request);
            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }

    private BackEndException TooLong(HttpRequestMessage request) => Failure(BackEndFailure.Protocol, $"{Route(request)} answers with more than {settings.LargestReply} bytes; that is no picture and no verdict.");

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out IEnumerable<string>? given) && double.TryParse(given.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds) && milliseconds >= 0)
            return TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.FromDays(1).TotalMilliseconds));
        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
            _ => response.StatusCode == HttpStatusCode.TooManyRequests ? RateLimitReset.Read(response.Headers) : null,
        };
    }

    private static string? RequestId(HttpResponseMessage response) => response.Headers.TryGetValues("x-request-id", out IEnumerable<string>? ids) ? ids.First() : null;
}
