using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>An effect that needs a token, as a call to a service does, and a service that cannot keep it to itself.</summary>
[Activity("Test.Guarded", "Test", "Asks a service that wants a token.")]
public sealed class GuardedActivity(GuardedActivity.Service service) : ExternalActivity
{
    [Input("The token.", IsSecret = true)]
    public Input<string> Token { get; } = new("");

    [Input("What is asked.")]
    public Input<string> Question { get; } = new("");

    [Output("The answer.")]
    public Output<string> Result { get; } = new();

    protected internal override async Task<EffectResult> RunAsync(EffectContext context)
    {
        string token = context.Get(Token);
        service.Tokens.Add(token);
        if (context.Handle is null)
            await context.SaveHandleAsync($"ticket of {token}");
        await context.SaveCheckpointAsync(new[] { "half", token });
        await service.AnswerAsync(token);
        return new EffectResult { Outputs = new Dictionary<string, object?> { [nameof(Result)] = $"{context.Get(Question)}: {token}" } };
    }

    /// <summary>The service.</summary>
    public sealed class Service
    {
        /// <summary>The tokens that it was shown.</summary>
        public List<string> Tokens { get; } = [];

        /// <summary>What happens while it answers.</summary>
        public Func<string, Task> AnswerAsync { get; set; } = _ => Task.CompletedTask;
    }
}
