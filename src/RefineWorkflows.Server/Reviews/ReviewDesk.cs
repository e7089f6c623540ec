using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Reviews;

namespace RefineWorkflows.Server.Reviews;

/// <summary>What runs ask people, and their answers.</summary>
internal sealed class ReviewDesk(IInstanceStore store, WorkflowClient client, RunRecords records)
{
    /// <summary>The reviews that a run waits for, oldest first.</summary>
    /// <exception cref="InstanceMissingException">There is no such run.</exception>
    public async Task<IReadOnlyList<Review>> OpenAsync(InstanceId run, CancellationToken cancellationToken)
        => await OpenAsync(await client.ReadStateAsync(run, cancellationToken), cancellationToken);

    /// <summary>The same for a state that was read already.</summary>
    public async Task<IReadOnlyList<Review>> OpenAsync(InstanceState state, CancellationToken cancellationToken)
    {
        var open = new List<Review>();
        foreach (BookmarkState bookmark in state.Bookmarks.Values.Where(one => one.Stimulus == ReviewImage.Stimulus).OrderBy(one => one.CreatedAt))
        {
            if (await records.FindReviewAsync(ReviewImage.ReviewOf(bookmark.Payload), cancellationToken) is { } review)
                open.Add(review);
        }

        return open;
    }

    /// <summary>Answers a review. The first answer counts, however many are given.</summary>
    /// <returns>Whether it was this one.</returns>
    public async Task<bool> AnswerAsync(Review review, ReviewAnswer answer, CancellationToken cancellationToken)
    {
        string hash = StimulusHash.Compute(ReviewImage.Stimulus, ReviewImage.WaitingFor(review.Id));
        DeliveryReceipt receipt = await store.DeliverAsync(
            new Stimulus(ReviewImage.Stimulus, hash, $"review:{review.Id}", ReviewImage.Write(answer), null, new InstanceId(review.Run), TimeSpan.Zero),
            cancellationToken);
        return receipt.Resumed.Count > 0;
    }
}
