using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>One picture that is being ordered: under which id the server knows it now, and whether it may.</summary>
internal sealed class ComfyOrder(ComfyClient client, GenerationRequest request, GenerationCall call)
{
    public GenerationRequest Request { get; } = request;

    /// <summary>The id that is on disk; null before the first.</summary>
    public required string? Id { get; set; }

    /// <summary>Whether the server may know the id.</summary>
    public bool IsSent { get; private set; }

    public IProgress<GenerationProgress>? Progress => call.Progress;

    public void Say(string sentence) => call.Note?.Invoke(sentence);

    /// <summary>Whether the server still knows what an earlier process ordered.</summary>
    public async Task<bool> FindEarlierAsync(CancellationToken cancellationToken)
    {
        if (Id is null)
            return false;
        IsSent = true;
        if (await client.FindAsync(Id, cancellationToken) is { } known)
        {
            Id = known;
            return true;
        }

        Say($"The server does not know prompt {Id}, which was ordered before the interruption; it is ordered again. If its history is gone, the picture may have been made twice.");
        return false;
    }

    /// <summary>Takes a new id and puts it on disk before the server hears of it.</summary>
    /// <exception cref="Budgets.BudgetException">It may not be ordered once more.</exception>
    public async Task NameAsync(CancellationToken cancellationToken)
    {
        if (Id is not null)
            await CallMeter.OrderingAgainAsync(cancellationToken);
        Id = Id is null ? ComfyPrompt.FirstId(call.Key) : ComfyPrompt.NextId(call.Key, Id);
        IsSent = false;
        await call.SaveHandleAsync(Id);
    }

    /// <summary>Orders the picture under the id.</summary>
    /// <exception cref="BackEndException">It is not ordered.</exception>
    public async Task SubmitAsync(ComfyWorkflow workflow, BackEndSettings settings, CancellationToken cancellationToken)
    {
        string own = Id!;
        string? image = Request.Reference is { } picture ? await client.UploadAsync(picture, cancellationToken) : null;
        IsSent = true;
        string known;
        try
        {
            known = await client.SubmitAsync(workflow.Fill(Request, image, settings, own[..8]), own, cancellationToken);
        }
        catch (BackEndException unclear) when (unclear.Failure is BackEndFailure.Transport or BackEndFailure.Timeout or BackEndFailure.Protocol)
        {
            // The answer was lost, the order perhaps not.
            if (await FoundAsync(own, cancellationToken) is not { } found)
                throw;
            known = found;
        }

        if (known == own)
            return;
        Id = known;
        await call.SaveHandleAsync(known);
    }

    private async Task<string?> FoundAsync(string own, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FindAsync(own, cancellationToken);
        }
        catch (BackEndException)
        {
            // Not even the question is answered: what the order met is the better story.
            return null;
        }
    }
}
