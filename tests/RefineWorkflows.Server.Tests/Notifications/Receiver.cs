using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Server.Webhooks;

namespace RefineWorkflows.Server.Tests.Notifications;

/// <summary>A server of somebody else that is told of runs. It checks every signature and answers as it is told to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly WebApplication application;

    private Receiver(WebApplication application) => this.application = application;

    public ConcurrentQueue<Heard> Requests { get; } = new();

    /// <summary>Status codes of the next answers; afterwards 200.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    /// <summary>When the clock of whoever sends stands somewhere else.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public Uri Url => new(new Uri(application.Urls.First()), "/hook");

    public string Host => Url.Authority;

    public static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        var receiver = new Receiver(application);
        application.MapPost("/hook", (Delegate)receiver.HearAsync);
        application.MapPost("/moved", () => Results.Redirect("/page"));
        application.MapGet("/page", () => "a page");
        await application.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private async Task<IResult> HearAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Delivery delivery = new DeliveryCheck(Clock).Verify(context.Request.Headers, body.ToArray(), [Secret]);
        Requests.Enqueue(new Heard(delivery.Id, System.Text.Encoding.UTF8.GetString(body.ToArray())));
        if (Answers.TryDequeue(out int status))
        {
            context.Response.Headers.RetryAfter = status == 429 ? "600" : default;
            return Results.StatusCode(status);
        }

        return Results.Ok();
    }

    /// <param name="Id">The delivery's id; null when its signature is wrong.</param>
    /// <param name="Body">What came.</param>
    internal sealed record Heard(string? Id, string Body);
}
