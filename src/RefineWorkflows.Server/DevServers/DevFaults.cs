using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RefineWorkflows.Server.DevServers;

/// <summary>
/// What a protocol server has been told to do wrong, and what it has been asked so far. Faults that look the same
/// whatever the protocol (slow, status, rate-limit, cut, garbage, huge-body, redirect) happen in front of the routes;
/// the others are taken by the server that knows what they mean for it.
/// </summary>
internal sealed class DevFaults
{
    /// <summary>Every fault there is.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "slow", "status", "rate-limit", "cut", "garbage", "missing-model", "oom", "drop-socket", "forget-history", "huge-body", "hostile-name", "redirect",
    ];

    private static readonly string[] InFront = ["slow", "status", "rate-limit", "cut", "garbage", "huge-body", "redirect"];
    private const long HugeBody = 10L << 30;
    private const string Elsewhere = "http://169.254.169.254/latest/meta-data/";
    private const string Prefix = "/__dev";

    private readonly Lock gate = new();
    private readonly List<DevFault> waiting = [];
    private readonly List<Awaited> awaited = [];
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly Func<int, string, object> errorBody;
    private readonly Func<HttpContext, bool> isWork;

    /// <param name="isWork">Whether a request is one that faults without a route are meant for, for example the one that makes a picture.</param>
    /// <param name="errorBody">The body of an error in this protocol, from status and text.</param>
    public DevFaults(Func<HttpContext, bool> isWork, Func<int, string, object> errorBody)
    {
        this.isWork = isWork;
        this.errorBody = errorBody;
    }

    /// <summary>How often each route (<c>POST /prompt</c>) and each thing counted by the server was asked.</summary>
    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(counts, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">No such fault, or fewer than one time.</exception>
    public void Add(DevFault fault)
    {
        if (!Kinds.Contains(fault.Kind))
            throw new ArgumentException($"There is no fault '{fault.Kind}'; there are {string.Join(", ", Kinds)}.", nameof(fault));
        if (fault.Times < 1)
            throw new ArgumentException($"A fault happens at least once, not {fault.Times} times.", nameof(fault));
        lock (gate)
            waiting.Add(fault);
    }

    /// <summary>Takes one occurrence of a fault that the server makes itself; false when none is wanted.</summary>
    public bool Take(string kind) => Take(fault => fault.Kind == kind) is not null;

    /// <summary>Takes one occurrence of a fault that was asked for by this route, which need not be an address; null when none is wanted.</summary>
    public DevFault? TakeAt(string route, string kind) => Take(fault => fault.Kind == kind && fault.Route == route);

    public void Count(string what)
    {
        long now = counts.AddOrUpdate(what, 1, static (_, before) => before + 1);
        lock (gate)
        {
            foreach (Awaited one in awaited.Where(one => one.What == what && now >= one.Least))
                one.Reached.TrySetResult();
            awaited.RemoveAll(one => one.Reached.Task.IsCompleted);
        }
    }

    /// <summary>Waits until something has been counted so often.</summary>
    public Task ReachedAsync(string what, long least, CancellationToken cancellationToken)
    {
        var one = new Awaited(what, least, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            // Counted before it was added here, or seen by whoever counts from now on.
            if (CountOf(what) >= least)
                return Task.CompletedTask;
            awaited.Add(one);
        }

        return one.Reached.Task.WaitAsync(cancellationToken);
    }

    /// <summary>How often it was asked; 0 when never.</summary>
    public long CountOf(string what) => counts.GetValueOrDefault(what);

    /// <summary>Adds the counting, the faults in front, <c>POST /__dev/faults</c> and <c>GET /__dev/counts</c> (with <c>?until=started&amp;least=2</c>: once that has been counted twice). Call before the protocol's own routes.</summary>
    public void Map(WebApplication app)
    {
        app.Use(InvokeAsync);
        app.MapPost(Prefix + "/faults", (DevFault fault) =>
        {
            try
            {
                Add(fault);
                return Results.NoContent();
            }
            catch (ArgumentException wrong)
            {
                return Results.BadRequest(new { error = wrong.Message });
            }
        });
        app.MapGet(Prefix + "/counts", async (string? until, long? least, CancellationToken cancellationToken) =>
        {
            if (until is not null)
                await ReachedAsync(until, least ?? 1, cancellationToken);
            return Results.Json(Counts);
        });
    }

    private async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        Count($"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(unknown)"}");
        string path = context.Request.Path.Value ?? "";
        DevFault? fault = Take(one => InFront.Contains(one.Kind) && (one.Route is { } route ? path.Contains(route, StringComparison.Ordinal) : isWork(context)));
        switch (fault?.Kind)
        {
            case null:
                await next(context);
                break;
            case "slow":
                await Task.Delay(TimeSpan.FromSeconds(fault.Seconds ?? 30), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!context.RequestAborted.IsCancellationRequested)
                    await next(context);
                break;
            case "status":
                await RefuseAsync(context, fault, fault.Status ?? StatusCodes.Status500InternalServerError, "The server was told to fail.");
                break;
            case "rate-limit":
                await RefuseAsync(context, fault, StatusCodes.Status429TooManyRequests, "Too many requests.");
                break;
            case "cut":
                await CutAsync(context, next);
                break;
            case "garbage":
                await Results.Content("<html><body>502 Bad Gateway{\"", "text/html").ExecuteAsync(context);
                break;
            case "huge-body":
                await FloodAsync(context);
                break;
            case "redirect":
                context.Response.Redirect(Elsewhere, permanent: false, preserveMethod: true);
                break;
        }
    }

    private async Task RefuseAsync(HttpContext context, DevFault fault, int status, string text)
    {
        if (fault.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        // A server that repeats what it was sent is the one that makes secrets end up in error texts.
        string repeated = context.Request.Headers.Authorization.ToString();
        await Results.Json(errorBody(status, repeated.Length == 0 ? text : $"{text} ({repeated})"), statusCode: status).ExecuteAsync(context);
    }

    /// <summary>Promises the whole reply and breaks the connection in the middle.</summary>
    private static async Task CutAsync(HttpContext context, RequestDelegate next)
    {
        Stream wire = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await next(context);
        context.Response.Body = wire;
        context.Response.ContentLength = whole.Length;
        await wire.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length / 2), context.RequestAborted);
        await wire.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>Sends zeros until the caller has had enough; without a length, so that only counting stops it.</summary>
    private static async Task FloodAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        byte[] zeros = new byte[1 << 16];
        try
        {
            for (long sent = 0; sent < HugeBody && !context.RequestAborted.IsCancellationRequested; sent += zeros.Length)
                await context.Response.Body.WriteAsync(zeros, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private DevFault? Take(Predicate<DevFault> wanted)
    {
        lock (gate)
        {
            int place = waiting.FindIndex(wanted);
            if (place < 0)
                return null;
            DevFault fault = waiting[place];
            if (fault.Times > 1)
                waiting[place] = fault with { Times = fault.Times - 1 };
            else
                waiting.RemoveAt(place);
            return fault;
        }
    }

    private sealed record Awaited(string What, long Least, TaskCompletionSource Reached);
}
