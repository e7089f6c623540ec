namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>A model that is talked to in turns, with pictures where it can see.</summary>
public interface IChatModel
{
    /// <summary>The name that settings and reports know it by.</summary>
    string Id { get; }

    /// <summary>Whether it can look at pictures; asked from the server where it can tell.</summary>
    Task<bool> SeesPicturesAsync(CancellationToken cancellationToken);

    /// <summary>Asks for the next turn. Each call stands alone: whoever wants a conversation sends all of it.</summary>
    /// <exception cref="BackEndException">It did not answer, or not so that it can be used.</exception>
    Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken);

    /// <summary>Whether the question if it sees may have to be put to the model itself, which then has to be loaded; false where its server or its settings tell.</summary>
    bool LoadsToTellSight => true;
}
