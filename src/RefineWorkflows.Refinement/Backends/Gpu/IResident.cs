namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>A model that a server or a process of ours holds in graphics memory and can give back. Asked by one caller at a time.</summary>
public interface IResident
{
    /// <summary>What settings, logs and the queue call it; unique among the members of a device group.</summary>
    string Name { get; }

    /// <summary>
    /// Graphics memory it needs while it works, in bytes: weights and what a step takes beside them. Null where nobody has
    /// said: nothing stays beside it until its first step has shown what it holds.
    /// </summary>
    long? Need { get; }

    /// <summary>Whether it never gives its memory back (vLLM without sleep mode): it counts as loaded from the start and is not asked to go.</summary>
    bool IsPinned { get; }

    /// <summary>Makes it ready for a step. Returns at once where the server loads with the next request. May be asked when it is loaded already.</summary>
    /// <exception cref="BackEndException">It cannot be loaded; <see cref="BackEndFailure.OutOfMemory"/> makes the scheduler release every other member and ask once more.</exception>
    Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Asks for the memory back and waits for the proof. May be asked when it is not loaded. Ends soon after the token is cancelled.</summary>
    /// <returns>True when the server shows that the memory is free; false when it cannot be proved.</returns>
    /// <exception cref="BackEndException">The server could not be asked.</exception>
    Task<bool> ReleaseAsync(CancellationToken cancellationToken);

    /// <summary>Graphics memory that it holds now, in bytes; 0 when it is not loaded, null where its server does not tell.</summary>
    /// <exception cref="BackEndException">The server could not be asked.</exception>
    Task<long?> HeldAsync(CancellationToken cancellationToken);
}
