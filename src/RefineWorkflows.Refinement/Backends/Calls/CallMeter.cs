using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>
/// Where a client tells what it really sends within one call, so that each time is an attempt of its own: a question that is
/// asked again because the answer was cut, a picture that is ordered again because the server forgot it. Follows the flow
/// of the call.
/// </summary>
internal static class CallMeter
{
    private static readonly AsyncLocal<Payment?> Flowing = new();

    /// <summary>Makes a payment the one that everything within <paramref name="call"/> is counted on.</summary>
    public static async Task<T> FlowAsync<T>(Payment payment, Func<Task<T>> call)
    {
        Flowing.Value = payment;
        return await call();
    }

    /// <summary>A question is about to be sent.</summary>
    /// <exception cref="Budgets.BudgetException">It might pass a cap; do not send it.</exception>
    public static Task SendingAsync(ChatRequest request, int maxTokens, CancellationToken cancellationToken)
        => Flowing.Value?.SendAsync(request, maxTokens, cancellationToken) ?? Task.CompletedTask;

    /// <summary>A question was answered.</summary>
    public static void Answered(int? inputTokens, int? outputTokens) => Flowing.Value?.Count(new CallCost(0, inputTokens, outputTokens));

    /// <summary>What was ordered has to be ordered once more.</summary>
    /// <exception cref="Budgets.BudgetException">It might pass a cap; do not order it.</exception>
    public static Task OrderingAgainAsync(CancellationToken cancellationToken)
        => Flowing.Value?.RepeatAsync(cancellationToken) ?? Task.CompletedTask;
}
