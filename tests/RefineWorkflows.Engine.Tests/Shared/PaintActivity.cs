using System.Collections.Concurrent;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>An effect whose back end outlives the process, as a model server does: it counts what it was asked for.</summary>
[Activity("Test.Paint", "Test", "Paints something, once per key.")]
public sealed class PaintActivity(PaintActivity.Server server) : ExternalActivity
{
    [Input("What to paint.")]
    public Input<int> Round { get; } = new(0);

    [Output("What was painted.")]
    public Output<string> Result { get; } = new();

    protected internal override RetryPolicy RetryAfter(Exception failure) => failure is HttpRequestException ? server.WhenAway : Retry;

    protected internal override async Task<EffectResult> RunAsync(EffectContext context)
    {
        string ticket;
        if (context.Handle is { } handle)
        {
            ticket = handle.GetString()!;
        }
        else
        {
            ticket = server.Accept(context.IdempotencyKey);
            await context.SaveHandleAsync(ticket);
        }

        await server.WorkAsync(context);
        server.Finished.Enqueue(ticket);
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Result)] = $"picture {context.Get(Round)} by {ticket[^4..]}" } };
    }

    /// <summary>The back end.</summary>
    public sealed class Server
    {
        private readonly ConcurrentDictionary<string, string> tickets = new();
        private int calls;

        /// <summary>How often work was handed over, whatever the key.</summary>
        public int Calls => calls;

        /// <summary>How many different keys work was handed over under.</summary>
        public int Jobs => tickets.Count;

        public ConcurrentQueue<string> Finished { get; } = new();

        /// <summary>What happens while it paints.</summary>
        public Func<EffectContext, Task> WorkAsync { get; set; } = _ => Task.CompletedTask;

        /// <summary>How often it is tried again while it cannot be reached.</summary>
        public RetryPolicy WhenAway { get; set; } = RetryPolicy.Default;

        public string Accept(string key)
        {
            Interlocked.Increment(ref calls);
            return tickets.GetOrAdd(key, one => $"ticket-{one.Split(':')[^1].PadLeft(4, '0')}");
        }
    }
}
